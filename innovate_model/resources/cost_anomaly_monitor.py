"""aws_ce_anomaly_monitor and its aws_ce_anomaly_subscription."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Addresses, every
from innovate_model.values import Name


class Subscription(Part):
    """Who hears of anomalies whose impact is at least `threshold_usd`: by e-mail once a day or a week, or at once
    through an SNS topic.

    https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AnomalySubscription.html
    """

    frequency: Literal["IMMEDIATE", "DAILY", "WEEKLY"] = "DAILY"
    threshold_usd: float = Field(default=100, ge=0)
    subscribers: tuple[Name, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_deliverable(self) -> Any:
        if any(each.startswith("arn:") != (self.frequency == "IMMEDIATE") for each in self.subscribers):
            message = "IMMEDIATE goes to an SNS topic, DAILY and WEEKLY go to e-mail addresses"
            raise PydanticCustomError("bad_subscriber", "{message}", {"message": message})
        return self


class CostAnomalyMonitor(Resource):
    """Looks for spending that is unusual, by service (`DIMENSIONAL`) or of some accounts (`CUSTOM`).

    A dimensional monitor in the management account sees the whole organisation.
    https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html
    """

    kind: ClassVar[str] = "cost_anomaly_monitor"
    section: ClassVar[str] = "cost_anomaly_monitors"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    monitor_type: Literal["DIMENSIONAL", "CUSTOM"] = "DIMENSIONAL"
    linked_accounts: Annotated[Addresses, every("account", relation=Relation.WATCHES)] = ()
    subscription: Subscription | None = None

    @model_validator(mode="after")
    def _watches_something(self) -> Any:
        if (self.monitor_type == "CUSTOM") != bool(self.linked_accounts):
            message = "a CUSTOM monitor names its `linked_accounts`, and a DIMENSIONAL one has none"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        return self

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        if not self.linked_accounts:
            yield Edge(self.address, Relation.WATCHES, self.parent)
