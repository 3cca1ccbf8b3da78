"""aws_cloudwatch_log_group, with its aws_cloudwatch_log_subscription_filter."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind(
    "cloudwatch_log_group",
    instead={"log_group_name": ()},
    name_of=lambda group: group.log_group_name or group.name,
)
