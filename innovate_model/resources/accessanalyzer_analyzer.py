"""aws_accessanalyzer_analyzer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource


class AccessanalyzerAnalyzer(Resource):
    """Finds what can be reached from outside of its zone of trust; of the types for unused access, what nobody has used
    for `unused_access_age_days`; of those for internal access, who within the zone can reach what matters most.

    The zone is its account, or the whole organisation when the management account or a delegated administrator makes
    it. An analyzer is of one region.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html
    https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html
    """

    kind: ClassVar[str] = "accessanalyzer_analyzer"
    section: ClassVar[str] = "access_analyzers"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    type_: Literal[
        "ACCOUNT",
        "ORGANIZATION",
        "ACCOUNT_UNUSED_ACCESS",
        "ORGANIZATION_UNUSED_ACCESS",
        "ACCOUNT_INTERNAL_ACCESS",
        "ORGANIZATION_INTERNAL_ACCESS",
    ] = Field(default="ACCOUNT", alias="type")
    unused_access_age_days: int | None = Field(default=None, ge=1, le=365)

    @model_validator(mode="after")
    def _has_its_age(self) -> Any:
        if self.unused_access_age_days is not None and not self.type_.endswith("UNUSED_ACCESS"):
            message = f"an analyzer of type {self.type_} looks at no age"
            raise PydanticCustomError("bad_analyzer", "{message}", {"message": message})
        return self

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        zone = "organization" if self.type_.startswith("ORGANIZATION") else self.parent
        yield Edge(self.address, Relation.WATCHES, zone, ("type",))
