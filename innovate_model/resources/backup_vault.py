"""aws_backup_vault, with its lock."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class BackupVault(Resource):
    """Where AWS Backup keeps recovery points. What copies to it says so.

    `min_retention_days` is a lock: nobody deletes a recovery point earlier.
    https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
    """

    kind: ClassVar[str] = "backup_vault"
    section: ClassVar[str] = "backup_vaults"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    min_retention_days: int | None = Field(default=None, ge=1)
