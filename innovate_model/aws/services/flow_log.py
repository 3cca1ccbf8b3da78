"""VPC flow logs to buckets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Item
from innovate_model.aws.services.base import Ec2Type, Seen, View
from innovate_model.resources.flow_log import FlowLog

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

FLOW_LOGS = Call("ec2", "describe_flow_logs", "FlowLogs")


class FlowLogs(Ec2Type[FlowLog]):
    """The destination is a bucket's ARN, with a folder after it where one was given."""

    resource = FlowLog
    calls = (FLOW_LOGS,)
    id_key = "FlowLogId"
    vpc_key = "ResourceId"
    needs = ("s3_bucket",)

    def parent_id(self, item: Item) -> str:
        return str(item["ResourceId"])

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        destination = seen.item.get("LogDestination") or seen.item.get("LogGroupName") or ""
        return {
            "traffic_type": seen.item["TrafficType"],
            "to": view.address(destination.partition("/")[0]) or "unknown",
            "max_aggregation_interval_seconds": str(seen.item.get("MaxAggregationInterval", 600)),
        }

    def create(self, sandbox: Sandbox, resource: FlowLog) -> str:
        made = sandbox.client("ec2", resource).create_flow_logs(
            ResourceIds=[sandbox.id(resource.parent)],
            ResourceType="VPC",
            TrafficType=resource.traffic_type,
            LogDestinationType="s3",
            LogDestination=sandbox.id(resource.to),
            MaxAggregationInterval=int(resource.max_aggregation_interval_seconds),
            TagSpecifications=sandbox.tag_specification("vpc-flow-log", resource),
        )
        from innovate_model.aws.sandbox import NotHeld

        if made.get("Unsuccessful"):
            raise NotHeld(made["Unsuccessful"][0]["Error"]["Message"])
        return str(made["FlowLogIds"][0])
