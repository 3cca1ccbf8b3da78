"""NAT gateways: by the hour, by the GB, and the public address."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, Site, hours, public_ipv4
from innovate_model.resources.nat_gateway import NatGateway


def nat_gateway(resource: NatGateway, site: Site) -> Iterator[Demand]:
    """Each hour that it is provisioned and each GB that it processes whatever its way, private ones alike; a public
    one has an Elastic IP on top. What goes on to the internet is data transfer out, at the internet gateway.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
    """
    yield hours("NAT gateway", "nat_gateway.hour", 1, "provisioned all month")
    if resource.address in site.public_addresses:
        yield public_ipv4(1, site.public_addresses[resource.address])
    yield Metered("data processed by the NAT gateway", "nat_gateway.gb", "gb_processed")


TIER = "network"
PRICED = {"nat_gateway": nat_gateway}
