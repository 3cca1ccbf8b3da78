"""aws_flow_log to a bucket."""

from __future__ import annotations

from exporters.terraform.parts import key, plain
from exporters.terraform.rules import one_of
from exporters.terraform.shapes import Kind, Scalar

KIND = Kind(
    "flow_log",
    instead={
        "to": (key("log_destination", "s3_bucket", lambda log: log.to, is_required=True),),
        "max_aggregation_interval_seconds": (
            plain(
                "max_aggregation_interval",
                Scalar("number", one_of(60, 600)),
                lambda log: int(log.max_aggregation_interval_seconds),
                default=600,
            ),
        ),
    },
)
