"""Transit gateways as namespaces: a routing table for each of theirs and for each Availability Zone of the sender."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from innovate_model.emulation.draft import DraftSpace
from innovate_model.emulation.rulesets import BY_REFERENCE, ELSEWHERE, TRANSIT, among, way_is
from innovate_model.emulation.site import DEAD_END, NEIGHBOURS, SUBNETS, Site
from innovate_model.emulation.vpcs import entering, leaving
from innovate_model.emulation.ways import Metric, blocks_behind, table_of, ways_of
from innovate_model.resources.route_table import BLACKHOLE
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_peering_attachment import TransitGatewayPeeringAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection

ANYWHERE = ""
"""The zone of what comes from no Availability Zone."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a transit gateway's table says of a block: attachments or connections, one if it is clear which."""

    block: str
    metric: Metric
    targets: tuple[str, ...]


def entries(site: Site, table: TransitGatewayRouteTable) -> Iterator[Entry]:
    """Static routes and what is propagated, which a VPC's attachment does before a VPN's among equal blocks.

    https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html#tgw-route-evaluation-overview
    """
    for block, target in table.routes.items():
        yield Entry(block, Metric.STATIC, (target,))
    learnt: dict[tuple[str, Metric], list[str]] = {}
    for attachment in site.model.of(TransitGatewayAttachment):
        vpc = site.model.get(attachment.parent, Vpc)
        if table.address in attachment.propagations and vpc is not None:
            for block in vpc.cidr_blocks:
                learnt.setdefault((block, Metric.PROPAGATED), []).append(attachment.address)
    for connection in site.model.of(VpnConnection):
        if table.address in connection.propagations:
            for block in blocks_behind(site.model, connection):
                learnt.setdefault((block, Metric.PROPAGATED_BY_VPN), []).append(connection.address)
    for (block, metric), targets in learnt.items():
        yield Entry(block, metric, tuple(sorted(targets)))


class Exchange:
    """One transit gateway with its cables."""

    def __init__(self, site: Site, gateway: TransitGateway) -> None:
        self.site, self.gateway = site, gateway
        self.space = site.draft.space("transit gateway", gateway.address, forwards=True)
        self.cables: dict[tuple[str, str], str] = {}
        self.vpc_cables: list[str] = []
        self.tables: dict[tuple[str, str], int] = {}

    def attach(self, attachment: TransitGatewayAttachment) -> None:
        """A cable for each zone of an attachment, and one for what comes from elsewhere.

        https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
        """
        vpc = self.site.vpcs.get(attachment.parent)
        found = (self.site.model.get(address, Subnet) for address in attachment.subnets)
        doors: dict[str, Subnet] = {}
        for subnet in found:
            if subnet is not None and subnet.parent == attachment.parent:
                doors.setdefault(subnet.availability_zone, subnet)
        if vpc is None or not doors:
            return
        for zone, subnet in doors.items():
            cable = self._cable(attachment.address, zone, vpc, attachment.association)
            self.site.doors[attachment.address, zone] = cable
            number = self.site.number(subnet.address)
            vpc.lookup(9, f"iif {cable}", NEIGHBOURS + number)
            vpc.lookup(10, f"iif {cable}", SUBNETS + number)
            vpc.add("same", f'iifname "{cable}" oifname "b{number}" accept')
            leaving(self.site, vpc, subnet, f'iifname "{cable}"')
            entering(self.site, vpc, subnet, f'oifname "{cable}"')
        self._from_elsewhere(attachment, vpc, doors)

    def _from_elsewhere(self, attachment: TransitGatewayAttachment, vpc: DraftSpace, doors: dict[str, Subnet]) -> None:
        """What comes from a zone that the attachment does not serve goes in by one of the others, and AWS does not say
        which: that is mimicked only where it makes no difference.

        https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html
        """
        cable = self._cable(attachment.address, ANYWHERE, vpc, None)
        first = next(iter(doors.values()))
        number = self.site.number(first.address)
        text = f"which subnet of {attachment.address} AWS takes for what comes from another zone is not known"
        for match in _in_question(self.site, doors.values()):
            self.site.draft.note(vpc, "arrive", f'iifname "{cable}"{match}', self.site.draft.reason(text))
        vpc.lookup(9, f"iif {cable}", NEIGHBOURS + number)
        vpc.lookup(10, f"iif {cable}", SUBNETS + number)
        vpc.add("same", f'iifname "{cable}" oifname "b{number}" accept')
        leaving(self.site, vpc, first, f'iifname "{cable}"')

    def _cable(self, target: str, zone: str, vpc: DraftSpace, association: str | None) -> str:
        cable = self.site.draft.join(self.space, vpc)
        self.cables[target, zone] = cable
        self.vpc_cables.append(cable)
        for _, way in way_is(BY_REFERENCE):
            vpc.add("check", f'oifname "{cable}" {way} drop')
        self._arrivals(cable, association, zone)
        return cable

    def join(self, target: str, other: DraftSpace, association: str | None) -> str:
        """A cable to a customer gateway or another transit gateway."""
        cable = self.site.draft.join(self.space, other)
        self.accept(target, cable, association)
        return cable

    def accept(self, target: str, cable: str, association: str | None) -> None:
        """The end of a cable that another namespace has made."""
        self.cables[target, ANYWHERE] = cable
        self._arrivals(cable, association, ANYWHERE)

    def _arrivals(self, cable: str, association: str | None, zone: str) -> None:
        """The table that the attachment is associated with decides; without one nothing does."""
        table = self.tables.setdefault((association, zone), 100 + len(self.tables)) if association else DEAD_END
        self.space.lookup(10, f"iif {cable}", table)

    def finish(self) -> None:
        """The routing tables, once every cable is there, and what crosses between VPCs."""
        for (address, zone), number in self.tables.items():
            table = self.site.model.get(address, TransitGatewayRouteTable)
            for entry in entries(self.site, table) if table is not None else ():
                self.space.route(number, entry.block, self._way(entry, zone), int(entry.metric))
            self.space.dead_end(number)
        self.space.dead_end(DEAD_END)
        knows_groups = self.gateway.security_group_referencing_support
        if self.vpc_cables and knows_groups:
            names = "{ " + ", ".join(f'"{cable}"' for cable in self.vpc_cables) + " }"
            for family in ("ip", "ip6"):
                first = f"iifname {names} oifname {names} {family} dscp 0"
                self.space.add("forward", f"{first} {family} dscp set {TRANSIT} accept")
        for family in ("ip", "ip6"):
            self.space.add("forward", f"{family} dscp set {ELSEWHERE}")

    def _way(self, entry: Entry, zone: str) -> str:
        if entry.targets == (BLACKHOLE,):
            return "blackhole"
        if len(entry.targets) > 1 and not self._is_one_place(entry):
            text = f"which of {len(entry.targets)} attachments that propagate {entry.block} is taken is not known"
            return self.site.draft.hole(self.space, text)
        target = entry.targets[0]
        cable = self.cables.get((target, zone)) or self.cables.get((target, ANYWHERE))
        return f"dev {cable}" if cable else "unreachable"

    def _is_one_place(self, entry: Entry) -> bool:
        found = [self.site.model.get(target, VpnConnection) for target in entry.targets]
        return len({one.customer_gateway if one is not None else "" for one in found}) == 1 and None not in found


def _in_question(site: Site, doors: Collection[Subnet]) -> Iterator[str]:
    """What of the packets to a VPC fares differently by one subnet of the attachment than by another: everything where
    their route tables or network ACLs differ; else what goes to one of them, where it would meet no route and no ACL.
    """
    tables = {table.address if table is not None else "" for table in (table_of(site.model, one) for one in doors)}
    acls = {one.network_acl for one in doors}
    if len(doors) < 2:
        return
    if len(tables) > 1 or len(acls) > 1:
        yield ""
    elif acls != {None} or any(_is_override(site, one) for one in doors):
        yield from (
            f" {condition}" for condition in among("daddr", (block for one in doors for block in one.cidr_blocks))
        )


def _is_override(site: Site, subnet: Subnet) -> bool:
    return any(way.metric is Metric.INSTEAD_OF_LOCAL for way in ways_of(site.model, subnet, site.lists()))


def transit_gateways(site: Site, customers: Mapping[str, DraftSpace]) -> dict[str, str]:
    """Every transit gateway with its attachments, peerings and VPN connections; connection -> cable."""
    exchanges = {gateway.address: Exchange(site, gateway) for gateway in site.model.of(TransitGateway)}
    tunnels = {}
    for attachment in site.model.of(TransitGatewayAttachment):
        if attachment.transit_gateway in exchanges:
            exchanges[attachment.transit_gateway].attach(attachment)
    for peering in site.model.of(TransitGatewayPeeringAttachment):
        near, far = exchanges.get(peering.parent), exchanges.get(peering.peer_transit_gateway)
        if near is not None and far is not None and near is not far:
            cable = near.join(peering.address, far.space, peering.association)
            far.accept(peering.address, cable, peering.peer_association)
    for connection in site.model.of(VpnConnection):
        exchange, customer = exchanges.get(connection.transit_gateway or ""), customers.get(connection.customer_gateway)
        if exchange is not None and customer is not None:
            tunnels[connection.address] = exchange.join(connection.address, customer, connection.association)
    for exchange in exchanges.values():
        exchange.finish()
    return tunnels
