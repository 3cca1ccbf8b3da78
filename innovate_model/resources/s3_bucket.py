"""aws_s3_bucket, with its encryption, versioning, lifecycle and public access block."""

from __future__ import annotations

import re
from ipaddress import IPv4Address
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.classification import DataClassification
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap

StorageClass = Literal[
    "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"
]  # https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html


_RESERVED_STARTS = ("xn--", "sthree-", "amzn-s3-demo-")
_RESERVED_ENDS = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3", "-an")
_OF_ITS_ACCOUNT = re.compile(r".+-\d{12}-[a-z0-9-]+-an", re.ASCII)
"""A name in the account's own namespace of a region, which AWS has had since March 2026.
https://aws.amazon.com/about-aws/whats-new/2026/03/amazon-s3-account-regional-namespaces/"""


def _bucket_name(name: str) -> str:
    problem = _problem_of(name)
    if problem:
        message = f"`{name}` cannot be the name of a bucket: {problem}"
        raise PydanticCustomError("bad_bucket_name", "{message}", {"message": message})
    return name


def _problem_of(name: str) -> str:
    """What is wrong with a bucket's name; "" if nothing is."""
    if not 3 <= len(name) <= 63:
        return "it has 3 to 63 characters"
    if not re.fullmatch(r"[a-z0-9.-]+", name):
        return "it holds lower-case letters, digits, dots and hyphens only"
    if not (name[0].isalnum() and name[-1].isalnum()):
        return "it starts and ends with a letter or digit"
    if ".." in name:
        return "it holds no two dots in a row"
    if _is_ip_address(name):
        return "it looks like an IP address"
    taken = [f"{start}..." for start in _RESERVED_STARTS if name.startswith(start)]
    if not _OF_ITS_ACCOUNT.fullmatch(name):
        taken += [f"...{end}" for end in _RESERVED_ENDS if name.endswith(end)]
    return f"AWS keeps {taken[0]} for itself" if taken else ""


def _is_ip_address(name: str) -> bool:
    try:
        IPv4Address(name)
    except ValueError:
        return False
    return True


BucketName = Annotated[str, AfterValidator(_bucket_name)]
"""https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"""


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

    bucket: BucketName = ""
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    bucket_key_enabled: bool = False
    """Whether S3 keeps a key of its own for a while, made of `kms_key`, rather than ask KMS for each object.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html"""
    block_public_access: bool = True
    versioning: bool = False
    lifecycle_rules: FrozenMap[LifecycleRule] = Field(default={}, validate_default=True)
    logs_to: Annotated[Address, one("s3_bucket", relation=Relation.LOGS_TO)] | None = None
    data_classification: DataClassification | None = None
