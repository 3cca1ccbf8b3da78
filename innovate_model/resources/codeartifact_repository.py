"""aws_codeartifact_repository."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every


class CodeartifactRepository(Resource):
    """Packages of programs (PyPI, npm, Maven ...), one's own and those fetched from elsewhere.

    What it lacks it fetches from its `upstreams`, or from the one public repository that `external_connection` names:
    it has either, so a repository with several public sources has an upstream for each.
    https://docs.aws.amazon.com/codeartifact/latest/ug/external-connection.html
    """

    kind: ClassVar[str] = "codeartifact_repository"
    section: ClassVar[str] = "codeartifact_repositories"
    parents: ClassVar[tuple[str, ...]] = ("codeartifact_domain",)

    description: str = ""
    upstreams: Annotated[Addresses, every("codeartifact_repository", relation=Relation.ASSOCIATED_WITH)] = ()
    external_connection: (
        Literal[
            "public:npmjs",
            "public:pypi",
            "public:maven-central",
            "public:maven-googleandroid",
            "public:maven-gradleplugins",
            "public:maven-commonsware",
            "public:maven-clojars",
            "public:nuget-org",
            "public:ruby-gems-org",
            "public:crates-io",
        ]
        | None
    ) = None

    @model_validator(mode="after")
    def _has_one_sort_of_source(self) -> Any:
        if self.external_connection and self.upstreams:
            message = "a repository has `upstreams` or an `external_connection`, not both"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self
