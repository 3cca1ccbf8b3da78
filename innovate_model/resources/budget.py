"""aws_budgets_budget, of costs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Addresses, every
from innovate_model.values import FrozenMap, Name


class Alert(Part):
    """Who hears of it when `threshold_percent` of the limit is spent, or is forecast to be.

    `subscribers` are e-mail addresses or ARNs of SNS topics, at most ten and one of them
    (https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html).
    """

    threshold_percent: float = Field(gt=0)
    notification_type: Literal["ACTUAL", "FORECASTED"] = "ACTUAL"
    subscribers: tuple[Name, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_not_too_much(self) -> Any:
        topics = [each for each in self.subscribers if each.startswith("arn:")]
        if len(topics) > 1 or len(self.subscribers) - len(topics) > 10:
            message = "an alert goes to ten e-mail addresses and one SNS topic at most"
            raise PydanticCustomError("too_many", "{message}", {"message": message})
        return self


class Budget(Resource):
    """A limit for what is spent in a period, in USD, and who hears when it comes near. It stops nothing.

    `linked_accounts` are whose costs count, for a budget in the management account; without them its own account's
    do, and in the management account everybody's.
    https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html
    """

    kind: ClassVar[str] = "budget"
    section: ClassVar[str] = "budgets"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    limit_usd: float = Field(gt=0)
    time_unit: Literal["DAILY", "MONTHLY", "QUARTERLY", "ANNUALLY"] = "MONTHLY"
    linked_accounts: Annotated[Addresses, every("account", relation=Relation.WATCHES)] = ()
    alerts: FrozenMap[Alert] = Field(default={}, validate_default=True)

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        if not self.linked_accounts:
            yield Edge(self.address, Relation.WATCHES, self.parent)
