"""Telemetry and endpoints."""

from .support import Planted

CHECK = "telemetry-by-endpoint"
PLANTED = Planted(
    "accounts.production.vpcs.main.vpc_endpoints.xray", "null", found_at="accounts.production.vpcs.main.vpc_endpoints"
)
