"""What people use: the application that everything else is there for."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.classification import DataClassification
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import FrozenMap

PARTS = (
    "application",
    "aurora_cluster",
    "deployment",
    "elasticache_replication_group",
    "instance",
    "s3_bucket",
)
ENTRIES = ("cloudfront_distribution", "lb", "apigatewayv2_api")


class Users(Part):
    """How many people use it on a day: now, and at the size that it is planned for."""

    now: int = Field(ge=0)
    planned: int = Field(ge=0)

    @model_validator(mode="after")
    def _grows(self) -> Any:
        if self.planned < self.now:
            message = f"planned {self.planned} is less than now {self.now}"
            raise PydanticCustomError("bad_scaling", "{message}", {"message": message})
        return self


class Application(Resource):
    """A program as its users know it: they come in by its `entry`, and it works only with all of its `parts` (name ->
    what does that part's work).

    `data_classification` is the most sensitive data that it handles.
    https://docs.aws.amazon.com/servicecatalog/latest/arguide/intro-app-registry.html
    """

    kind: ClassVar[str] = "application"
    section: ClassVar[str] = "applications"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    type_: Literal["single_page_application", "rest_api", "web_site", "background_jobs", "data_platform"] = Field(
        alias="type"
    )
    framework: str = ""
    entry: Annotated[Address, one(*ENTRIES, relation=Relation.DEPENDS_ON)] | None = None
    parts: FrozenMap[Annotated[Address, one(*PARTS, relation=Relation.DEPENDS_ON)]] = Field(
        default={}, validate_default=True
    )
    data_classification: DataClassification | None = None
    users_per_day: Users | None = None
    pipelines: Annotated[Addresses, every("delivery_pipeline", relation=Relation.ASSOCIATED_WITH)] = ()
