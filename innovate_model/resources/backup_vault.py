"""aws_backup_vault, with its lock."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class BackupVault(Resource):
    """Where AWS Backup keeps recovery points. What copies to it says so.

    `min_retention_days` is a lock: what is backed up or copied to it must be kept at least so long, and is not deleted
    before its own retention ends. Whoever may remove the lock can undo that in governance mode; in compliance mode,
    after its grace time, nobody can. Which mode it is the model does not say.
    https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
    """

    kind: ClassVar[str] = "backup_vault"
    section: ClassVar[str] = "backup_vaults"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    min_retention_days: int | None = Field(default=None, ge=1)
