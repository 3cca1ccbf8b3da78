"""aws_customer_gateway."""

from __future__ import annotations

from exporters.terraform.shapes import Kind

KIND = Kind(
    "customer_gateway",
    left_out={"cidr_blocks": "AWS learns them by BGP or from the static routes of the VPN connection"},
)
