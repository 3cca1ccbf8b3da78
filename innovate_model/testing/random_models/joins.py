"""What joins the VPCs of a random organisation with one another and with sites: peering, transit gateways, VPNs."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from innovate_model.testing.random_models.dice import Dice
from innovate_model.testing.random_models.extent import Extent
from innovate_model.testing.random_models.ground import REGIONS, Data, Plot

_OWNER = "one"
"""The account of the transit gateways."""
_TABLES = ("main", "other")
_NETWORKS_OF_A_SITE = (
    ["192.168.0.0/16"],
    ["192.168.0.0/17", "192.168.128.0/18"],
    ["192.168.64.0/18", "172.16.0.0/16"],
)


class Way(NamedTuple):
    """A block, and the address of what leads there."""

    block: str
    target: str


@dataclass(slots=True)
class Joins:
    """What was written on the way: `accounts` (account -> section -> name -> resource), what leads out of each VPC
    (by its name), and the gateways whose routes its tables may learn."""

    accounts: dict[str, Data]
    ways: dict[str, list[Way]] = field(default_factory=dict)
    learnt: dict[str, list[str]] = field(default_factory=dict)

    def put(self, account: str, section: str, name: str, what: Data) -> str:
        """Writes a resource into an account; returns its address."""
        self.accounts.setdefault(account, {}).setdefault(section, {})[name] = what
        return f"accounts.{account}.{section}.{name}"

    def lead(self, plot: Plot, blocks: list[str], target: str) -> None:
        """Notes that a target leads from a VPC to some blocks."""
        self.ways.setdefault(plot.name, []).extend(Way(block, target) for block in blocks)


def join(dice: Dice, extent: Extent, plots: list[Plot], accounts: dict[str, Data]) -> Joins:
    """Joins the VPCs in some ways, and sites to some of them."""
    joins = Joins(accounts)
    members: list[Plot] = []
    for one, other in combinations(plots, 2):
        how = dice.pick(("peering", "transit", "transit", "both", "none"))
        if extent.peering and how in ("peering", "both") and not set(one.cidr_blocks) & set(other.cidr_blocks):
            _peer(joins, one, other)
        if extent.transit_gateways and how in ("transit", "both"):
            members += [plot for plot in (one, other) if plot not in members]
    hubs = _hubs(dice, joins, members) if members else {}
    if extent.sites and dice.chance(45):
        _site(dice, extent, joins, plots, hubs, "site")
        if dice.chance(25):
            _site(dice, extent, joins, plots, hubs, "branch")
    return joins


def _peer(joins: Joins, one: Plot, other: Plot) -> None:
    what = {"vpc": one.address, "peer_vpc": other.address}
    address = joins.put(one.account, "vpc_peering_connections", f"{one.name}-{other.name}", what)
    joins.lead(one, other.all_blocks, address)
    joins.lead(other, one.all_blocks, address)


def _hubs(dice: Dice, joins: Joins, members: list[Plot]) -> dict[str, Data]:
    """One transit gateway in each region that has members, region -> what is written of it; joined to one another."""
    hubs: dict[str, Data] = {}
    for region in REGIONS:
        near = [plot for plot in members if plot.region == region]
        if near:
            hubs[region] = _hub(dice, joins, members, near, region)
    if len(hubs) > 1 and dice.chance(85):
        first, second = hubs
        address = f"accounts.{_OWNER}.transit_gateways.hub-{first}.peering_attachments.far"
        hubs[first]["peering_attachments"] = {
            "far": {"peer_transit_gateway": f"hub-{second}", "association": "main", "peer_association": "main"}
        }
        for here, there in ((first, second), (second, first)):
            blocks = [block for plot in members if plot.region == there for block in plot.all_blocks]
            hubs[here]["route_tables"]["main"]["routes"].update(dict.fromkeys(dice.some(blocks, 92), address))
    return hubs


def _hub(dice: Dice, joins: Joins, members: list[Plot], near: list[Plot], region: str) -> Data:
    tables = _TABLES if dice.chance(40) else _TABLES[:1]
    what: Data = {
        "region": region,
        "security_group_referencing_support": dice.chance(50),
        "shared_with": [f"accounts.{name}" for name in joins.accounts if name != _OWNER],
        "route_tables": {table: {"routes": {}} for table in tables},
    }
    address = joins.put(_OWNER, "transit_gateways", f"hub-{region}", what)
    attachments = [_attach(dice, joins, plot, members, address, tables) for plot in near]
    for table in tables:
        if dice.chance(25):
            plot, target = dice.pick(members), dice.pick(("blackhole", *attachments))
            block = dice.pick((plot.cidr_blocks[0], "10.0.0.0/8", "0.0.0.0/0", f"{_start(plot)}.0.0/20"))
            what["route_tables"][table]["routes"][block] = target
    return what


def _start(plot: Plot) -> str:
    return ".".join(plot.cidr_blocks[0].split(".")[:2])


def _attach(dice: Dice, joins: Joins, plot: Plot, members: list[Plot], hub: str, tables: tuple[str, ...]) -> str:
    """A VPC's attachment, mostly with a door in every zone, associated, and propagated everywhere."""
    by_zone = {subnet.zone: subnet.name for subnet in reversed(plot.subnets)}
    doors = dice.some(sorted(by_zone.values()), 88) or sorted(by_zone.values())[:1]
    what: Data = {"transit_gateway": hub, "subnets": doors, "propagations": dice.some(tables, 90)}
    if not dice.chance(5):
        what["association"] = dice.pick((tables[0], tables[0], *tables))
    address = plot.put("transit_gateway_attachments", "hub", what)
    others = [block for other in members if other is not plot for block in other.all_blocks]
    joins.lead(plot, ["10.0.0.0/8"] if dice.chance(20) else others, address)
    return address


def _site(dice: Dice, extent: Extent, joins: Joins, plots: list[Plot], hubs: dict[str, Data], name: str) -> None:
    """A customer's networks behind a VPN connection, to a transit gateway or to a VPC's own gateway."""
    networks = dice.pick(_NETWORKS_OF_A_SITE)
    is_told = not (extent.unknowns and dice.chance(8))
    customer: Data = {"ip_address": f"198.51.100.{200 + len(name)}", **({"cidr_blocks": networks} if is_told else {})}
    what: Data = {"customer_gateway": joins.put(_OWNER, "customer_gateways", name, customer)}
    if dice.chance(50):
        what["static_routes"] = dice.several(networks, 2)
    if hubs and dice.chance(60):
        region = dice.pick(list(hubs))
        hub = hubs[region]
        what["transit_gateway"] = f"accounts.{_OWNER}.transit_gateways.hub-{region}"
        what["propagations"] = dice.some(list(hub["route_tables"]), 90)
        what.update({} if dice.chance(5) else {"association": "main"})
        for plot in plots:
            if "transit_gateway_attachments" in plot.data:
                joins.lead(plot, networks, f"{plot.address}.transit_gateway_attachments.hub")
    else:
        plot = dice.pick(plots)
        gateway = plot.put("vpn_gateways", "site", {})
        what["vpn_gateway"] = gateway
        if dice.chance(50):
            joins.learnt.setdefault(plot.name, [])[:] = [gateway]
        else:
            joins.lead(plot, networks, gateway)
    joins.put(_OWNER, "vpn_connections", name, what)
