"""aws_efs_file_system, with its mount targets, its lifecycle policy and its backup policy."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one

NFS = 2049
"""The only port of a mount target. https://docs.aws.amazon.com/efs/latest/ug/network-access.html"""
Age = Literal[
    "AFTER_1_DAY",
    "AFTER_7_DAYS",
    "AFTER_14_DAYS",
    "AFTER_30_DAYS",
    "AFTER_60_DAYS",
    "AFTER_90_DAYS",
    "AFTER_180_DAYS",
    "AFTER_270_DAYS",
    "AFTER_365_DAYS",
]


class FileLifecycle(Part):
    """When files that nobody opens move to a cheaper class: infrequent access first, archive after it.

    https://docs.aws.amazon.com/efs/latest/ug/lifecycle-management-efs.html
    """

    transition_to_ia: Age | None = None
    transition_to_archive: Age | None = None

    @model_validator(mode="after")
    def _is_in_order(self) -> Any:
        first, last = self.transition_to_ia, self.transition_to_archive
        if first is not None and last is not None and _days(last) <= _days(first):
            message = f"files are archived {last}, which is no later than infrequent access"
            raise PydanticCustomError("bad_lifecycle", "{message}", {"message": message})
        return self


def _days(age: str) -> int:
    return int(age.split("_")[1])


class EfsFileSystem(Resource):
    """Files that many machines share over NFS (tcp/2049), by one mount target in each of `subnets`.

    A VPC has at most one mount target for each Availability Zone; machines use that of their own zone, so they back
    one another up. `encrypted` must be written: it cannot be changed later, and what the console and the API start with
    differ. `automatic_backups` (Terraform: aws_efs_backup_policy) is AWS Backup's daily plan.
    https://docs.aws.amazon.com/efs/latest/ug/accessing-fs.html
    """

    kind: ClassVar[str] = "efs_file_system"
    section: ClassVar[str] = "efs_file_systems"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN, is_never_empty=True)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    encrypted: bool
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    throughput_mode: Literal["bursting", "elastic", "provisioned"] = "bursting"
    lifecycle_policy: FileLifecycle | None = None
    automatic_backups: bool = False
