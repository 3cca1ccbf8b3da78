"""aws_flow_log."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one


class FlowLog(Resource):
    """A record of the traffic of a VPC's interfaces, written to a bucket, which may be another account's.

    https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html
    """

    kind: ClassVar[str] = "flow_log"
    section: ClassVar[str] = "flow_logs"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    traffic_type: Literal["ACCEPT", "REJECT", "ALL"] = "ALL"
    to: Annotated[Address, one("s3_bucket", relation=Relation.LOGS_TO)]
    max_aggregation_interval_seconds: Literal["60", "600"] = "600"
