"""aws_codeartifact_domain."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class CodeartifactDomain(Resource):
    """Repositories of packages that share one store: a package that several of them have is kept and encrypted once.

    Without `kms_key` the key is one that AWS manages.
    https://docs.aws.amazon.com/codeartifact/latest/ug/domains.html
    """

    kind: ClassVar[str] = "codeartifact_domain"
    section: ClassVar[str] = "codeartifact_domains"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
