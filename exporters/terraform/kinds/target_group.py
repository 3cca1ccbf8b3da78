"""aws_lb_target_group and its attachments."""

from __future__ import annotations

from exporters.terraform.parts import nested, text
from exporters.terraform.shapes import Kind

KIND = Kind(
    "target_group",
    instead={
        "health_check_path": (
            nested("health_check", text("path", lambda group: group.health_check_path, is_required=True)),
        )
    },
)
