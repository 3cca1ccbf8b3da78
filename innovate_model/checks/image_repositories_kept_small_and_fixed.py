"""Each image repository deletes old images by itself, and no tag is ever given to another image.

Design document §7: "ECR lifecycle policies & signing (cosign) ensure provenance". A tag that can move makes what was
tested and what runs two things; images that nobody deletes are paid for, and are run again by mistake:
https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html

A lifecycle policy works where it was made only, so replicas need their own:
https://docs.aws.amazon.com/AmazonECR/latest/userguide/lp_creation.html

PASS:
    accounts:
      a: {account_id: "111111111111", ecr_repositories: {api: {image_tag_mutability: IMMUTABLE, keep_images: 50}}}
FAIL:
    accounts:
      a: {account_id: "111111111111", ecr_repositories: {api: {image_tag_mutability: IMMUTABLE}}}
FAIL:
    accounts:
      a: {account_id: "111111111111", ecr_repositories: {api: {keep_images: 50}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.ecr_repository import EcrRepository

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each repository that keeps everything, and one for each whose tags can move."""
    for repository in graph.model.of(EcrRepository):
        if repository.keep_images is None:
            message = "this repository keeps every image for ever"
            yield Complaint(at(repository.address, "keep_images"), message, "keep_images: 50")
        if repository.image_tag_mutability != "IMMUTABLE":
            message = "a tag of this repository can be given to another image than the one that was tested"
            yield Complaint(at(repository.address, "image_tag_mutability"), message, "image_tag_mutability: IMMUTABLE")
