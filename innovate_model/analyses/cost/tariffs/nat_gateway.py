"""NAT gateways: by the hour, by the GB, and the public address."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, Site, hours, public_ipv4
from innovate_model.analyses.tiers import subnets_behind
from innovate_model.resources.nat_gateway import NatGateway


def nat_gateway(resource: NatGateway, site: Site) -> Iterator[Demand]:
    """Each hour that it is provisioned and each GB that it processes whatever its way, private ones alike; a public
    one has an Elastic IP on top. What goes on to the internet is data transfer out, at the internet gateway; what
    comes from subnets of other zones, and goes back, is data transfer between zones, both sides of it on this bill.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
    https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
    """
    yield hours("NAT gateway", "nat_gateway.hour", 1, "provisioned all month")
    if resource.address in site.public_addresses:
        yield public_ipv4(1, site.public_addresses[resource.address])
    yield Metered("data processed by the NAT gateway", "nat_gateway.gb", "gb_processed")
    own = site.zones_of([resource.subnet])
    away = {each.availability_zone for each in subnets_behind(site.graph, resource.address)}.difference(own)
    if own and away:
        why = f"each GB is billed on both sides; {' and '.join(sorted(away))} leave by {own[0]}"
        yield Metered("data transfer between zones", "data_transfer.cross_az", "gb_between_zones", why, times=2)


TIER = "network"
PRICED = {"nat_gateway": nat_gateway}
