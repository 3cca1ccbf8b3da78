"""File systems of EFS, with their mount targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View, unless_unknown
from innovate_model.resources.efs_file_system import EfsFileSystem

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_OF_IT = by("FileSystemId", "FileSystemId")
GROUPS = Call(
    "efs", "describe_mount_target_security_groups", "SecurityGroups", ask=by("MountTargetId", "MountTargetId")
)
MOUNT_TARGETS = Call("efs", "describe_mount_targets", "MountTargets", ask=_OF_IT, then=(GROUPS,))
LIFECYCLE = Call("efs", "describe_lifecycle_configuration", "LifecyclePolicies", ask=_OF_IT)
BACKUP = Call("efs", "describe_backup_policy", "BackupPolicy", ask=_OF_IT, absent=frozenset({"PolicyNotFound"}))
FILE_SYSTEMS = Call("efs", "describe_file_systems", "FileSystems", then=(MOUNT_TARGETS, LIFECYCLE, BACKUP))
_ON = ("ENABLED", "ENABLING")


class FileSystems(AwsType[EfsFileSystem]):
    """It stands in the VPC of its mount targets, which share their security groups in the model."""

    resource = EfsFileSystem
    calls = (FILE_SYSTEMS, MOUNT_TARGETS)
    needs = ("kms_key", "subnet", "security_group")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(FILE_SYSTEMS):
            if item.get("LifeCycleState") in ("deleting", "deleted"):
                continue
            tags = tags_of(item)
            vpc = next((each["VpcId"] for each in view.answer(MOUNT_TARGETS, item).items if each.get("VpcId")), "")
            arn = item["FileSystemArn"]
            yield Seen(arn, item, tags.get("Name", item["FileSystemId"]), vpc, tags, (item["FileSystemId"],))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        targets, backup = view.answer(MOUNT_TARGETS, seen.item).items, view.one(BACKUP, seen.item)
        return {
            "subnets": view.addresses(each["SubnetId"] for each in targets),
            "security_groups": _groups([view.several(GROUPS, each) for each in targets], view),
            "encrypted": bool(seen.item.get("Encrypted")),
            "kms_key": view.address(seen.item.get("KmsKeyId")),
            "throughput_mode": seen.item.get("ThroughputMode", "bursting"),
            "lifecycle_policy": unless_unknown(view.several(LIFECYCLE, seen.item), _lifecycle),
            "automatic_backups": unless_unknown(backup, lambda told: (told or {}).get("Status") in _ON),
        }

    def create(self, sandbox: Sandbox, resource: EfsFileSystem) -> tuple[str, ...]:
        efs = sandbox.client("efs", resource)
        made = efs.create_file_system(
            CreationToken=resource.address,
            Encrypted=resource.encrypted,
            ThroughputMode=resource.throughput_mode,
            Backup=resource.automatic_backups,
            Tags=sandbox.tag_list(resource),
            **({"KmsKeyId": sandbox.id(resource.kms_key)} if resource.kms_key else {}),
        )
        files = made["FileSystemId"]
        groups = sandbox.ids_of(resource.security_groups)
        for subnet in resource.subnets:
            with sandbox.part(resource, "subnets"):
                efs.create_mount_target(FileSystemId=files, SubnetId=sandbox.id(subnet), SecurityGroups=groups)
        policy = resource.lifecycle_policy
        if policy:
            ages = {"TransitionToIA": policy.transition_to_ia, "TransitionToArchive": policy.transition_to_archive}
            with sandbox.part(resource, "lifecycle_policy"):
                policies = [{name: age} for name, age in ages.items() if age]
                efs.put_lifecycle_configuration(FileSystemId=files, LifecyclePolicies=policies)
        return made["FileSystemArn"], files


def _groups(told: list[tuple[Any, ...] | Unknown], view: View) -> Any:
    """One list for all mount targets, which is how the model says it."""
    unknown = next((each for each in told if isinstance(each, Unknown)), None)
    if unknown is not None:
        return unknown
    if len({frozenset(each) for each in told if not isinstance(each, Unknown)}) > 1:
        return Unknown("its mount targets have different security groups, which the model cannot say")
    return view.addresses(told[0] if told else ())


def _lifecycle(policies: tuple[Mapping[str, Any], ...]) -> dict[str, Any] | None:
    ages = {key: age for policy in policies for key, age in policy.items()}
    said = {"transition_to_ia": ages.get("TransitionToIA"), "transition_to_archive": ages.get("TransitionToArchive")}
    return said if any(said.values()) else None
