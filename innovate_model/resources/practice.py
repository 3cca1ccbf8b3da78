"""Something that people do again and again."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every

SUBJECTS = (
    "account",
    "application",
    "aurora_cluster",
    "delivery_pipeline",
    "eks_cluster",
    "organization",
    "organizational_unit",
    "source_repository",
)


class Practice(Resource):
    """A habit of the organisation: nothing that runs anywhere, and yet a design stands or falls with it.

    Here a line is drawn. What AWS, Kubernetes or a pipeline executes has a type of its own, with attributes that a
    check, a price or a picture asks for. What people agree to do has none of these: a type for each would be empty, so
    all of them are this one, with a `type`, a `tool`, an interval, and what it `applies_to`.
    https://docs.aws.amazon.com/wellarchitected/latest/framework/welcome.html
    """

    kind: ClassVar[str] = "practice"
    section: ClassVar[str] = "practices"
    parents: ClassVar[tuple[str, ...]] = ("organization", "account")

    type_: Literal[
        "access_review",
        "change_control",
        "cost_review",
        "dependency_scanning",
        "disaster_recovery_exercise",
        "penetration_test",
        "sustainability_review",
        "threat_modelling",
        "well_architected_review",
    ] = Field(alias="type")
    description: str = ""
    tool: str = ""
    interval_days: int | None = Field(default=None, ge=1)
    """At most so many days lie between two times; absent where each occasion brings it about."""
    applies_to: Annotated[Addresses, every(*SUBJECTS, relation=Relation.APPLIES_TO)] = ()
