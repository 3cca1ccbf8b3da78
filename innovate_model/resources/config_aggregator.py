"""aws_config_configuration_aggregator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, every


class ConfigAggregator(Resource):
    """Brings what AWS Config recorded in other accounts and regions into one place: of the whole organisation, or of
    the `accounts` that it names. It records nothing by itself.

    https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
    """

    kind: ClassVar[str] = "config_aggregator"
    section: ClassVar[str] = "config_aggregators"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    whole_organization: bool = False
    accounts: Annotated[Addresses, every("account", relation=Relation.WATCHES)] = ()
    all_regions: bool = True

    @model_validator(mode="after")
    def _has_a_source(self) -> Any:
        if self.whole_organization == bool(self.accounts):
            message = "an aggregator is for the `whole_organization` or names `accounts`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        if self.whole_organization:
            yield Edge(self.address, Relation.WATCHES, "organization", ("whole_organization",))
