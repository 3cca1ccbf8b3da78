"""aws_instance."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind("instance", left_out={"public_ip": "AWS chooses it"})
