"""aws_xray_group."""

from __future__ import annotations

from exporters.terraform.parts import nested, plain
from exporters.terraform.rules import BOOL
from exporters.terraform.shapes import Kind

_INSIGHTS = plain("insights_enabled", BOOL, lambda group: group.insights_enabled, is_required=True)
KIND = Kind("xray_group", instead={"insights_enabled": (nested("insights_configuration", _INSIGHTS),)})
