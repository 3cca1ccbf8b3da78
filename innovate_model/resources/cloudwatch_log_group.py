"""aws_cloudwatch_log_group, with its subscription filters."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap

_DAYS = frozenset(
    (
        *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
        *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
    )
)
"""https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html"""


class LogSubscription(Part):
    """Events that fit `filter_pattern` (all, when it is empty) are handed on as they come, by CloudWatch, which acts
    as `iam_role`."""

    to: Annotated[Address, one("kinesis_firehose_delivery_stream", "kinesis_stream", relation=Relation.SENDS_TO)]
    filter_pattern: str = ""
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None


class CloudwatchLogGroup(Resource):
    """Events of one source, kept for `retention_in_days`; for ever, when that is absent. Who writes to it says so.

    `log_group_name` is its name in AWS where another service chooses it (`/aws/eks/main/cluster`). It has at most two
    `subscriptions`, and the class INFREQUENT_ACCESS none.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
    """

    kind: ClassVar[str] = "cloudwatch_log_group"
    section: ClassVar[str] = "cloudwatch_log_groups"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    log_group_name: str = ""
    log_group_class: Literal["STANDARD", "INFREQUENT_ACCESS"] = "STANDARD"
    retention_in_days: int | None = None
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    subscriptions: FrozenMap[LogSubscription] = Field(default={}, validate_default=True)

    @model_validator(mode="after")
    def _is_possible(self) -> Any:
        problem = ""
        if self.retention_in_days is not None and self.retention_in_days not in _DAYS:
            near = min(_DAYS, key=lambda days: (abs(days - (self.retention_in_days or 0)), days))
            problem = f"CloudWatch keeps no log {self.retention_in_days} days: {near} is the nearest that it does"
        elif len(self.subscriptions) > 2:
            problem = f"a log group has at most two subscriptions, and these are {len(self.subscriptions)}"
        elif self.subscriptions and self.log_group_class == "INFREQUENT_ACCESS":
            problem = "a log group of the class INFREQUENT_ACCESS takes no subscriptions"
        if problem:
            raise PydanticCustomError("bad_log_group", "{message}", {"message": problem})
        return self
