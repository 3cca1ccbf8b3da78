"""Gateways and route tables of a random organisation: mostly what leads on, with some routes lost and some astray."""

from __future__ import annotations

from innovate_model.testing.random_models.dice import Dice
from innovate_model.testing.random_models.extent import Extent
from innovate_model.testing.random_models.filters import EDGES, PARTNERS, halves
from innovate_model.testing.random_models.ground import TIERS, Data, Plot
from innovate_model.testing.random_models.joins import Joins
from innovate_model.testing.random_models.residents import PublicAddresses

_WORLD = ("0.0.0.0/0", "0.0.0.0/1", "198.51.100.0/25", "192.168.0.0/18", "10.0.0.0/8")
_SITE_OF_NAT = 5
"""The host number of a NAT gateway that states its address."""


def put_gateways(dice: Dice, extent: Extent, plot: Plot, public: PublicAddresses) -> dict[str, Data]:
    """The ways out of a VPC onto the internet; the Elastic IPs of its NAT gateways, by name."""
    elastic: dict[str, Data] = {}
    if not dice.chance(10 if plot.in_tier("public") else 70):
        plot.put("internet_gateways", "main", {})
    if plot.ipv6_cidr_block and dice.chance(60):
        plot.put("egress_only_internet_gateways", "main", {})
    homes = [subnet for subnet in plot.in_tier("public") if subnet.cidr_block]
    for subnet in dice.some(homes[:2], 70):
        nat: Data = {"subnet": subnet.name}
        if dice.chance(50) or not extent.unstated_addresses:
            nat["private_ip"] = subnet.host(_SITE_OF_NAT)
        address = plot.put("nat_gateways", f"nat-{subnet.zone}", nat)
        if dice.chance(60) or not extent.unstated_addresses:
            elastic[f"{plot.name}-nat-{subnet.zone}"] = {"to": address, "public_ip": public.next()}
    inner = [subnet for subnet in plot.in_tier("app") if subnet.cidr_block]
    if inner and dice.chance(15):
        nat = {"subnet": inner[0].name, "connectivity_type": "private", "private_ip": inner[0].host(_SITE_OF_NAT)}
        plot.put("nat_gateways", "inner", nat)
    return elastic


def put_tables(dice: Dice, extent: Extent, plot: Plot, all_plots: list[Plot], joins: Joins) -> None:
    """A route table for each tier; one of them may be the main one, which its subnets then do not name."""
    main = dice.pick(("", "", *TIERS))
    for tier in TIERS:
        routes = _default_routes(dice, plot, tier)
        routes.update({way.block: way.target for way in joins.ways.get(plot.name, []) if not dice.chance(8)})
        if dice.chance(25):
            routes.update([_astray(dice, extent, plot, all_plots, joins)])
        table: Data = {"routes": routes}
        if plot.name in joins.learnt and not dice.chance(15):
            table["propagating_vpn_gateways"] = joins.learnt[plot.name]
        if tier == main:
            table["main"] = True
        plot.put("route_tables", tier, table)
    if extent.endpoints and dice.chance(30):
        tables = dice.some(TIERS, 70)
        plot.put("vpc_endpoints", "s3", {"service": "s3", "type": "Gateway", "route_tables": tables})
    _put_subnets(dice, extent, plot, main)


def _put_subnets(dice: Dice, extent: Extent, plot: Plot, main: str) -> None:
    lists = list(plot.data.get("network_acls", {}))
    for subnet in plot.subnets:
        what: Data = {"availability_zone": subnet.zone}
        what.update({"cidr_block": subnet.cidr_block} if subnet.cidr_block else {})
        what.update({"ipv6_cidr_block": subnet.ipv6_cidr_block} if subnet.ipv6_cidr_block else {})
        what.update({} if subnet.tier == main else {"route_table": subnet.tier})
        if lists and dice.chance(45):
            what["network_acl"] = dice.pick(lists)
        if subnet.tier == "public" and extent.unstated_addresses and dice.chance(50):
            what["map_public_ip_on_launch"] = True
        plot.put("subnets", subnet.name, what)


def _default_routes(dice: Dice, plot: Plot, tier: str) -> dict[str, str]:
    """A public tier goes to the internet gateway, an app tier to a NAT gateway, a data tier nowhere."""
    routes: dict[str, str] = {}
    onto = "internet_gateways.main" if "internet_gateways" in plot.data else ""
    only_out = "egress_only_internet_gateways.main" if "egress_only_internet_gateways" in plot.data else onto
    nats = [f"nat_gateways.{name}" for name in plot.data.get("nat_gateways", {})]
    if tier == "public" and onto:
        routes["0.0.0.0/0"] = onto
    if tier == "app" and nats:
        routes["0.0.0.0/0"] = dice.pick(nats)
    way_out = {"public": onto, "app": only_out}.get(tier, "")
    if plot.ipv6_cidr_block and way_out:
        routes["::/0"] = way_out
    return routes


def _astray(dice: Dice, extent: Extent, plot: Plot, all_plots: list[Plot], joins: Joins) -> tuple[str, str]:
    """One more route, of whose sense nobody has thought."""
    targets = [
        f"{section}.{name}"
        for section in ("internet_gateways", "nat_gateways", "vpn_gateways", "transit_gateway_attachments")
        for name in plot.data.get(section, {})
    ]
    boxes = [f"instances.{name}" for name in plot.data.get("instances", {}) if name == "middlebox"]
    targets += [*boxes, *(way.target for way in joins.ways.get(plot.name, []))]
    other = dice.pick(all_plots)
    subnet = dice.pick(other.subnets)
    inside = [subnet.cidr_block, *halves(subnet.cidr_block)] if subnet.cidr_block else []
    own_lists = [PARTNERS, *([EDGES] if extent.unknowns else [])]
    destination = dice.pick((*_WORLD, *inside, *halves(other.cidr_blocks[0]), *own_lists))
    return destination, dice.pick(("blackhole", *targets))
