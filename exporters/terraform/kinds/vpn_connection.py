"""aws_vpn_connection, with its static routes."""

from __future__ import annotations

from exporters.terraform.parts import plain
from exporters.terraform.rules import BOOL, exactly_one
from exporters.terraform.shapes import Kind

KIND = Kind(
    "vpn_connection",
    added=(plain("static_routes_only", BOOL, lambda vpn: bool(vpn.static_routes), default=False),),
    rules=(exactly_one("transit_gateway", "vpn_gateway"),),
)
