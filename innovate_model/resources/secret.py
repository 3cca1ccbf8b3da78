"""aws_secretsmanager_secret, with its rotation."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class Secret(Resource):
    """A credential in Secrets Manager, renewed every `rotation_days` (1 to 1000; never when absent).

    Without `kms_key` it is encrypted by the account's `aws/secretsmanager` key, which other accounts cannot use.
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
    """

    kind: ClassVar[str] = "secret"
    section: ClassVar[str] = "secrets"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    description: str = ""
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    rotation_days: int | None = Field(default=None, ge=1, le=1000)
