"""aws_elasticache_replication_group."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind(
    "elasticache_replication_group",
    left_out={"data_classification": "AWS has no such attribute: say it in `tags`"},
)
