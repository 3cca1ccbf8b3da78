"""VPC endpoints: gateway endpoints are free, the others cost by the hour in each Availability Zone."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, NoCharge, NotPriced, Site, hours
from innovate_model.resources.vpc_endpoint import VpcEndpoint

_PRICES = {
    "Interface": ("interface endpoint", "vpce.interface"),
    "GatewayLoadBalancer": ("gateway load balancer endpoint", "vpce.gateway_load_balancer"),
}


def vpc_endpoint(resource: VpcEndpoint, site: Site) -> Iterator[Demand]:
    """Each hour in each Availability Zone, and each GB, in tiers over all endpoints of a region.

    https://aws.amazon.com/privatelink/pricing/
    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html (no charge for gateway endpoints)
    """
    if resource.type_ == "Gateway":
        page = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
        yield NoCharge(f"gateway endpoints have no charge: {page}")
        return
    what, price = _PRICES[resource.type_]
    zones = site.zones_of(resource.subnets)
    if zones:
        yield hours(what, f"{price}.hour", len(zones), f"one in each of {', '.join(zones)}, all month")
    else:
        yield NotPriced(what, "it names no subnets, and AWS bills by the Availability Zone")
    yield Metered(f"data processed by the {what}", f"{price}.gb", "gb_processed")


TIER = "network"
PRICED = {"vpc_endpoint": vpc_endpoint}
