"""Backup vaults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.backup_vault import BackupVault

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

TAGS = Call("backup", "list_tags", "Tags", ask=by("ResourceArn", "BackupVaultArn"), continuation="NextToken")
VAULTS = Call("backup", "list_backup_vaults", "BackupVaultList", then=(TAGS,))


class BackupVaults(AwsType[BackupVault]):
    """AWS makes one called Default when Backup is first used."""

    resource = BackupVault
    calls = (VAULTS,)
    needs = ("kms_key",)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(VAULTS):
            tags = {key: value for page in view.answer(TAGS, item).items for key, value in page.items()}
            why = (
                "default backup vault"
                if item["BackupVaultName"] in ("Default", "aws/efs/automatic-backup-vault")
                else ""
            )
            name = tags.get("Name", item["BackupVaultName"])
            yield Seen(item["BackupVaultArn"], item, name, "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "kms_key": view.address(seen.item.get("EncryptionKeyArn")),
            "min_retention_days": seen.item.get("MinRetentionDays"),
        }

    def create(self, sandbox: Sandbox, resource: BackupVault) -> str:
        backup = sandbox.client("backup", resource)
        made = backup.create_backup_vault(
            BackupVaultName=resource.name,
            BackupVaultTags=sandbox.tags(resource),
            **({"EncryptionKeyArn": sandbox.id(resource.kms_key)} if resource.kms_key else {}),
        )
        return str(made["BackupVaultArn"])

    def connect(self, sandbox: Sandbox, resource: BackupVault) -> None:
        if resource.min_retention_days:
            with sandbox.part(resource, "min_retention_days"):
                sandbox.client("backup", resource).put_backup_vault_lock_configuration(
                    BackupVaultName=resource.name, MinRetentionDays=resource.min_retention_days
                )
