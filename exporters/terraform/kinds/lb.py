"""aws_lb, in the words of the community module terraform-aws-modules/alb."""

from __future__ import annotations

from exporters.terraform.parts import key, nested
from exporters.terraform.shapes import Kind

KIND = Kind(
    "lb",
    rename={"type_": "load_balancer_type"},
    instead={"logs_to": (nested("access_logs", key("bucket", "s3_bucket", lambda lb: lb.logs_to, is_required=True)),)},
)
