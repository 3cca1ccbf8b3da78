"""aws_s3_bucket, with its encryption, versioning, lifecycle and public access block."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap

StorageClass = Literal[
    "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"
]  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html


class LifecycleRule(Part):
    """What becomes of objects below `prefix` as they age: moved to a cheaper class, deleted, or both. Ages in days."""

    prefix: str = ""
    transition_to: StorageClass | None = None
    transition_days: int = Field(default=0, ge=0)
    expiration_days: int | None = Field(default=None, ge=1)


class S3Bucket(Resource):
    """A store of objects. Its name is unique in the world: `bucket` where it matters, else Terraform makes one up.

    `block_public_access` means all four settings, which AWS turns on for every new bucket
    (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html). Without
    `kms_key` S3 encrypts with keys of its own. Who logs or copies to a bucket says so there.
    """

    kind: ClassVar[str] = "s3_bucket"
    section: ClassVar[str] = "s3_buckets"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    bucket: str = ""
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    block_public_access: bool = True
    versioning: bool = False
    lifecycle_rules: FrozenMap[LifecycleRule] = Field(default={}, validate_default=True)
    logs_to: Annotated[Address, one("s3_bucket", relation=Relation.LOGS_TO)] | None = None
