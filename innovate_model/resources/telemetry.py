"""Where a workload's metrics, logs and traces go. No type of its own: whatever runs in a cluster has the field."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap

STORES = (
    "cloudwatch_log_group",
    "deployment",
    "kinesis_firehose_delivery_stream",
    "kinesis_stream",
    "opensearch_domain",
    "prometheus_workspace",
    "xray_group",
)
"""A deployment among them is a collector, which sends on."""

Telemetry = Annotated[
    FrozenMap[Annotated[Address, one(*STORES, relation=Relation.SENDS_TO)]],
    Field(default={}, validate_default=True),
]
"""What is sent (`metrics`, `logs`, `traces`, or any other name) -> the store or the collector that takes it. The
workload goes on when it is gone."""
