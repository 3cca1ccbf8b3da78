"""aws_nat_gateway."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind("nat_gateway", left_out={"public_ip": "AWS chooses it; an elastic_ip with `to` fixes it"})
