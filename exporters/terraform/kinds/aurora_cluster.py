"""aws_rds_cluster, in the words of the community module terraform-aws-modules/rds-aurora.

`copies_to` is the vault of an aws_backup_plan's copy_action.
"""

from __future__ import annotations

from exporters.terraform.parts import plain
from exporters.terraform.rules import whole
from exporters.terraform.shapes import Attribute, Kind, Scalar


def _readers(bound: str) -> Attribute:
    def take(cluster: object) -> int | None:
        found = getattr(cluster, "reader_autoscaling", None)
        return None if found is None else int(getattr(found, bound))

    return plain(f"autoscaling_{bound}", Scalar("number", whole(0, 15)), take)


KIND = Kind(
    "aurora_cluster",
    left_out={"data_classification": "AWS has no such attribute: say it in `tags`"},
    rename={"backup_retention_days": "backup_retention_period"},
    instead={"reader_autoscaling": (_readers("min_capacity"), _readers("max_capacity"))},
)
