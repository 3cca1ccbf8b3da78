"""aws_cloudwatch_metric_alarm."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import Name, Region

WATCHED = (
    "aurora_cluster",
    "aurora_instance",
    "elasticache_replication_group",
    "efs_file_system",
    "opensearch_domain",
    "lb",
    "target_group",
    "cloudfront_distribution",
    "nat_gateway",
    "eks_cluster",
    "deployment",
    "kinesis_stream",
    "kinesis_firehose_delivery_stream",
    "dms_replication_task",
)


_HOUR, _DAY, _WEEK = 3600, 86_400, 604_800


def _period(seconds: int) -> int:
    if seconds not in (10, 20, 30) and (seconds < 60 or seconds % 60):
        message = f"{seconds} seconds are no period: 10, 20, 30 or a multiple of 60"
        raise PydanticCustomError("bad_period", "{message}", {"message": message})
    return seconds


class CloudwatchMetricAlarm(Resource):
    """Says so when a metric of what it `watches` stays beyond `threshold`.

    It looks at `evaluation_periods` of `period_seconds` each (Terraform: `period`), and tells `alarm_actions`. The
    dimensions of the metric follow from what it watches, which is in the alarm's own region.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
    """

    kind: ClassVar[str] = "cloudwatch_metric_alarm"
    section: ClassVar[str] = "cloudwatch_metric_alarms"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    watches: Annotated[Address, one(*WATCHED, relation=Relation.WATCHES)]
    namespace: Name
    metric_name: Name
    statistic: Literal["Average", "Maximum", "Minimum", "SampleCount", "Sum"] = "Average"
    comparison_operator: Literal[
        "GreaterThanThreshold",
        "GreaterThanOrEqualToThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
    ]
    threshold: float
    period_seconds: Annotated[int, AfterValidator(_period)] = 60
    evaluation_periods: int = Field(default=1, ge=1)
    treat_missing_data: Literal["missing", "ignore", "breaching", "notBreaching"] = "missing"
    alarm_actions: Annotated[Addresses, every("sns_topic", relation=Relation.NOTIFIES)] = ()

    @model_validator(mode="after")
    def _looks_no_further(self) -> Any:
        """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"""
        longest = _WEEK if self.period_seconds >= _HOUR else _DAY
        if self.period_seconds * self.evaluation_periods > longest:
            message = f"an alarm with a period of {self.period_seconds} seconds looks at {longest} seconds at most"
            raise PydanticCustomError("bad_period", "{message}", {"message": message})
        return self
