"""aws_vpc."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind("vpc", instead={"availability_zones": ()})  # each subnet says its own
