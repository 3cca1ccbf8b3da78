"""A pipeline scans and signs each image that it builds before anything runs it.

Design document §7: "ECR lifecycle policies & signing (cosign) ensure provenance"; §4.3: "Images stored in Amazon ECR
with vulnerability scans". A cluster can ask for a signature only if every image has one, and a signature says little
when it is put under what nobody has looked at:
https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-signing.html

PASS:
    accounts:
      tools:
        account_id: "111111111111"
        ecr_repositories: {api: {signing: {tool: cosign}}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          api:
            service: codepipeline
            source_repository: code
            stages:
              build:
                steps:
                  build: {type: image_build, publishes: ecr_repositories.api}
                  scan: {type: image_scan, inspects: ecr_repositories.api}
                  sign: {type: image_sign, publishes: ecr_repositories.api}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        ecr_repositories: {api: {signing: {tool: cosign}}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          api:
            service: codepipeline
            source_repository: code
            stages: {build: {steps: {build: {type: image_build, publishes: ecr_repositories.api}}}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        ecr_repositories: {api: {}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          api:
            service: codepipeline
            source_repository: code
            stages:
              build:
                steps:
                  build: {type: image_build, publishes: ecr_repositories.api}
                  scan: {type: image_scan, inspects: ecr_repositories.api}
                  sign: {type: image_sign, publishes: ecr_repositories.api}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        ecr_repositories: {api: {signing: {tool: cosign}}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          api:
            service: codepipeline
            source_repository: code
            stages:
              build:
                steps:
                  build: {type: image_build, publishes: ecr_repositories.api}
                  scan: {type: image_scan, inspects: ecr_repositories.api, is_blocking: no}
                  sign: {type: image_sign, publishes: ecr_repositories.api}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.promotion import Position, positions
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.delivery_pipeline import DeliveryPipeline
from innovate_model.resources.ecr_repository import EcrRepository

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "7"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each build whose images run unscanned or unsigned, for each scan that stops nothing, and for
    each repository of which it is not said how it is signed."""
    unsaid: dict[str, Position] = {}
    for pipeline in graph.model.of(DeliveryPipeline):
        behind = list(positions(pipeline))
        while behind:
            position = behind.pop(0)
            if position.step.type_ == "image_build":
                images = [address for address in position.step.publishes if graph.model.get(address, EcrRepository)]
                yield from _unready(position, images, behind)
                unsaid |= {address: position for address in images if address not in unsaid}
    for address, builder in unsaid.items():
        repository = graph.model.get(address, EcrRepository)
        if repository is not None and repository.signing is None:
            related = Related("its images are built here", builder.path)
            message = "it is not said how the images of this repository are signed"
            yield Complaint(at(address, "signing"), message, "signing: {tool: cosign, kms_key: NAME}", (related,))


def _unready(build: Position, images: list[str], behind: list[Position]) -> Iterator[Complaint]:
    """What a build's images lack when the first step runs them."""
    scanned: set[str] = set()
    signed: set[str] = set()
    for position in behind:
        if position.changed:
            break
        if position.step.type_ == "image_scan":
            scanned.update(position.step.inspects)
            if not position.step.is_blocking:
                message = "images with known vulnerabilities are deployed all the same"
                yield Complaint((*position.path, "is_blocking"), message, "is_blocking: yes")
        elif position.step.type_ == "image_sign":
            signed.update(position.step.publishes)
    for sort, done, word in (("image_scan", scanned, "scanned"), ("image_sign", signed, "signed")):
        lacking = [address.rpartition(".")[2] for address in images if address not in done]
        if lacking:
            message = f"images are deployed that nobody has {word}: {', '.join(lacking)}"
            yield Complaint((*build.path, "publishes"), message, f"a step with type: {sort} behind this one")
