"""Alarms of CloudWatch on one metric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.resources.cloudwatch_metric_alarm import WATCHED, CloudwatchMetricAlarm
from innovate_model.resources.deployment import Deployment

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

TAGS = Call("cloudwatch", "list_tags_for_resource", ask=by("ResourceARN", "AlarmArn"))
ALARMS = Call("cloudwatch", "describe_alarms", "MetricAlarms", then=(TAGS,))

_DIMENSIONS = {
    "target_group": ("TargetGroup", "arn:aws:elasticloadbalancing:{region}:{account}:"),
    "lb": ("LoadBalancer", "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/"),
    "aurora_instance": ("DBInstanceIdentifier", "arn:aws:rds:{region}:{account}:db:"),
    "aurora_cluster": ("DBClusterIdentifier", "arn:aws:rds:{region}:{account}:cluster:"),
    "elasticache_replication_group": ("ReplicationGroupId", "arn:aws:elasticache:{region}:{account}:replicationgroup:"),
    "efs_file_system": ("FileSystemId", "arn:aws:elasticfilesystem:{region}:{account}:file-system/"),
    "opensearch_domain": ("DomainName", "arn:aws:es:{region}:{account}:domain/"),
    "cloudfront_distribution": ("DistributionId", "arn:aws:cloudfront::{account}:distribution/"),
    "nat_gateway": ("NatGatewayId", ""),
    "eks_cluster": ("ClusterName", "arn:aws:eks:{region}:{account}:cluster/"),
    "kinesis_stream": ("StreamName", "arn:aws:kinesis:{region}:{account}:stream/"),
    "kinesis_firehose_delivery_stream": (
        "DeliveryStreamName",
        "arn:aws:firehose:{region}:{account}:deliverystream/",
    ),
}
"""Kind -> the dimension that names one, and what stands before its value in the id; a part before its whole.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
"""
_STRANGER = Unknown("its dimensions name nothing that was seen")


class MetricAlarms(AwsType[CloudwatchMetricAlarm]):
    """What it watches is told by the dimensions of its metric alone."""

    resource = CloudwatchMetricAlarm
    calls = (ALARMS,)
    needs = (*WATCHED, "sns_topic")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(ALARMS):
            tags = view.tags(TAGS, item)
            yield Seen(item["AlarmArn"], item, tags.get("Name", item["AlarmName"]), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        dimensions = {each["Name"]: each["Value"] for each in item.get("Dimensions") or ()}
        return {
            "region": view.region,
            "watches": _watched(dimensions, view),
            "namespace": item.get("Namespace") or Unknown("it is an alarm on an expression of several metrics"),
            "metric_name": item.get("MetricName") or Unknown("it is an alarm on an expression of several metrics"),
            "statistic": item.get("Statistic") or Unknown("it looks at a percentile, which the model cannot say"),
            "comparison_operator": item["ComparisonOperator"],
            "threshold": item.get("Threshold"),
            "period_seconds": item.get("Period"),
            "evaluation_periods": item.get("EvaluationPeriods", 1),
            "treat_missing_data": item.get("TreatMissingData") or "missing",
            "alarm_actions": view.addresses(item.get("AlarmActions")),
        }

    def create(self, sandbox: Sandbox, resource: CloudwatchMetricAlarm) -> str:
        name = resource.name
        sandbox.client("cloudwatch", resource).put_metric_alarm(
            AlarmName=name,
            Namespace=resource.namespace,
            MetricName=resource.metric_name,
            Dimensions=[{"Name": key, "Value": value} for key, value in _dimensions(sandbox, resource).items()],
            Statistic=resource.statistic,
            ComparisonOperator=resource.comparison_operator,
            Threshold=resource.threshold,
            Period=resource.period_seconds,
            EvaluationPeriods=resource.evaluation_periods,
            TreatMissingData=resource.treat_missing_data,
            AlarmActions=sandbox.ids_of(resource.alarm_actions),
            Tags=sandbox.tag_list(resource),
        )
        return f"arn:aws:cloudwatch:{sandbox.region(resource)}:{sandbox.account_id(resource)}:alarm:{name}"

    def delete(self, sandbox: Sandbox, resource: CloudwatchMetricAlarm) -> None:
        sandbox.client("cloudwatch", resource).delete_alarms(AlarmNames=[resource.name])


def _watched(dimensions: Mapping[str, str], view: View) -> str | Unknown:
    pods = dimensions.get("PodName") or dimensions.get("Service")
    for kind, (dimension, before) in _DIMENSIONS.items():
        if dimension in dimensions:
            start = before.format(region=view.region, account=view.account_id)
            address = view.known(start + dimensions[dimension])
            if address and kind == "eks_cluster" and pods:
                return f"{address}.namespaces.{dimensions.get('Namespace', 'default')}.deployments.{pods}"
            if address:
                return address
    return _STRANGER


def _dimensions(sandbox: Sandbox, resource: CloudwatchMetricAlarm) -> dict[str, str]:
    from innovate_model.aws.sandbox import NotHeld

    watched = sandbox.model.resources.get(resource.watches)
    if isinstance(watched, Deployment):
        cluster, _, namespace = watched.parent.rpartition(".namespaces.")
        return {
            "ClusterName": sandbox.id(cluster).partition(":cluster/")[2],
            "Namespace": namespace,
            "PodName": watched.name,
        }
    if watched is None or watched.kind not in _DIMENSIONS:
        raise NotHeld("nobody has said which dimension names what it watches")
    dimension, before = _DIMENSIONS[watched.kind]
    start = before.format(region=sandbox.region(watched), account=sandbox.account_id(watched))
    return {dimension: sandbox.id(watched.address).removeprefix(start)}
