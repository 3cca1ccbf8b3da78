"""aws_ecr_repository, with its lifecycle and replication."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, Addresses, every, one


class Signing(Part):
    """With what the images are signed: `tool`, and the key that signs; cosign without a key signs in the name of an
    OIDC identity. The signature is pushed beside the image.

    https://docs.sigstore.dev/cosign/key_management/overview/
    """

    tool: Literal["cosign", "notation"]
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ASSOCIATED_WITH)] | None = None


class EcrRepository(Resource):
    """Container images of one name.

    `keep_images` is a lifecycle policy: older ones are deleted. `replicates_to` are repositories of the same name in
    other accounts that get every image that is pushed
    (https://docs.aws.amazon.com/AmazonECR/latest/userguide/replication.html). `architectures`: the processors that its
    images are built for; replicas are built for those of their source
    (https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-multi-architecture-image.html).
    A lifecycle policy is not replicated: each repository has its own
    (https://docs.aws.amazon.com/AmazonECR/latest/userguide/lp_creation.html). `signing` is what whoever pushes here
    does, and AWS keeps the signatures; that ECR can sign by itself, with AWS Signer, is not written here
    (https://docs.aws.amazon.com/AmazonECR/latest/userguide/managed-signing.html).
    https://docs.aws.amazon.com/AmazonECR/latest/userguide/Repositories.html
    """

    kind: ClassVar[str] = "ecr_repository"
    section: ClassVar[str] = "ecr_repositories"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    image_tag_mutability: Literal["MUTABLE", "IMMUTABLE"] = "MUTABLE"
    scan_on_push: bool = False
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    keep_images: int | None = Field(default=None, ge=1)
    architectures: tuple[Literal["amd64", "arm64"], ...] = ()
    signing: Signing | None = None
    replicates_to: Annotated[Addresses, every("ecr_repository", relation=Relation.COPIES_TO)] = ()
