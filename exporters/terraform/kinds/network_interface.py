"""aws_network_interface."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind("network_interface", left_out={"public_ip": "AWS chooses it"})
