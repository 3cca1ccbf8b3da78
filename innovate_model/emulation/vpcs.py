"""VPCs as namespaces: a bridge and a routing table for each subnet, network ACLs where packets cross between them."""

from __future__ import annotations

from innovate_model.emulation.draft import DraftSpace
from innovate_model.emulation.gateways import outside_code
from innovate_model.emulation.rulesets import NEAR, acl_chain, among, say_way
from innovate_model.emulation.site import DELIVERY, NEIGHBOURS, ROUTER, SUBNETS, Site
from innovate_model.emulation.ways import LOCAL, Way, ways_of
from innovate_model.resources.instance import Instance
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.route_table import BLACKHOLE
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpc_peering_connection import VpcPeeringConnection
from innovate_model.values import network


def vpc_space(site: Site, vpc: Vpc) -> DraftSpace:
    """The router of a VPC with its subnets. Whatever comes in by a gateway reaches the VPC's own addresses alone."""
    space = site.draft.space("vpc", vpc.address, forwards=True)
    site.vpcs[vpc.address] = space
    for subnet in site.subnets(vpc.address):
        number = site.number(subnet.address)
        bridge = f"b{number}"
        space.bridges.append(bridge)
        for block in subnet.cidr_blocks:
            version = network(block).version
            space.addresses.append((bridge, f"{ROUTER[version]}/{32 if version == 4 else 64}"))
            space.route(DELIVERY, block, f"dev {bridge}")
            space.route(NEIGHBOURS + number, block, f"dev {bridge}")
        space.lookup(10, f"iif {bridge}", SUBNETS + number)
        space.add("same", f'iifname "{bridge}" oifname "{bridge}" accept')
        leaving(site, space, subnet, f'iifname "{bridge}"')
        entering(site, space, subnet, f'oifname "{bridge}"')
    space.lookup(20, "", DELIVERY)
    space.dead_end(DELIVERY)
    return space


def leaving(site: Site, space: DraftSpace, subnet: Subnet, match: str) -> None:
    """Packets that match leave a subnet: the egress rules of its network ACL judge them."""
    _judged(site, space, subnet, match, "leave", "egress")


def entering(site: Site, space: DraftSpace, subnet: Subnet, match: str) -> None:
    """Packets that match enter a subnet: the ingress rules of its network ACL judge them."""
    _judged(site, space, subnet, match, "enter", "ingress")


def _judged(site: Site, space: DraftSpace, subnet: Subnet, match: str, section: str, direction: str) -> None:
    acl = site.model.get(subnet.network_acl, NetworkAcl)
    if acl is None:
        return
    chain = f"{direction}{site.number(subnet.address)}"
    if chain not in space.chains:
        space.add(chain, *acl_chain(acl, direction))
    space.add(section, f"{match} jump {chain}")


def peering(site: Site, connection: VpcPeeringConnection) -> None:
    """A cable between two VPCs that carries only what comes from the one's own addresses and goes to the other's.

    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
    """
    sides = [site.model.get(address, Vpc) for address in (connection.vpc, connection.peer_vpc)]
    near, far = sides
    if near is None or far is None or near.address == far.address:
        return
    shared = [one for one in near.cidr_blocks if any(network(one).overlaps(network(two)) for two in far.cidr_blocks)]
    spaces = (site.vpcs[near.address], site.vpcs[far.address])
    cable = site.draft.join(*spaces)
    for vpc, other, space in ((near, far, spaces[0]), (far, near, spaces[1])):
        way = f"dev {cable}"
        if shared:
            way = site.draft.hole(space, f"{connection.address} joins VPCs that overlap, which AWS refuses")
        for version in (4, 6):
            site.exits[vpc.address, connection.address, version] = way
        space.add("check", f'oifname "{cable}" iifname != "b*" drop')
        for condition in among("saddr", other.cidr_blocks):
            family, _, blocks = condition.partition(" saddr ")
            space.add("check", f'iifname "{cable}" {family} saddr != {blocks} drop')
        if near.region == far.region:
            space.add("cross", *say_way(f'iifname "{cable}"', NEAR))
        else:
            outside_code(space, cable)


def subnet_routes(site: Site, vpc: Vpc) -> None:
    """The routing tables of a VPC's subnets, once its gateways stand."""
    space, listed = site.vpcs[vpc.address], site.lists()
    for subnet in site.subnets(vpc.address):
        table = SUBNETS + site.number(subnet.address)
        for way in ways_of(site.model, subnet, listed):
            version = network(way.block).version
            space.route(table, way.block, _way_out(site, vpc, subnet, way, version), int(way.metric))
        space.dead_end(table)


def _way_out(site: Site, vpc: Vpc, subnet: Subnet, way: Way, version: int) -> str:
    """What the kernel is told of a route's target. One in another VPC, or that does not carry the IP version, leads
    nowhere; what happens beyond a machine that forwards is its own software's matter."""
    if way.target == LOCAL:
        return "throw"
    if way.target == BLACKHOLE:
        return "blackhole"
    known = site.exits.get((vpc.address, way.target, version))
    target = site.model.resources.get(way.target)
    if known is not None or target is None or target.within("vpcs") not in (vpc.address, None):
        return known or "unreachable"
    if isinstance(target, TransitGatewayAttachment):
        door = site.doors.get((target.address, subnet.availability_zone))
        return f"dev {door}" if door else "unreachable"
    if isinstance(target, Instance | NetworkInterface):
        return _through_a_machine(site, target, version)
    if isinstance(target, VpcEndpoint):
        return site.draft.hole(site.vpcs[vpc.address], f"{target.address}: VPC endpoints as targets are not mimicked")
    return "unreachable"


def _through_a_machine(site: Site, target: Instance | NetworkInterface, version: int) -> str:
    """A machine drops what is not addressed to it as long as its source/destination check is on.

    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html#eni-basics
    """
    space = site.vpcs[target.parent]
    if not target.source_dest_check:
        return site.draft.hole(space, f"what {target.address} does with packets that it is to forward is not known")
    for end in site.seating.known.endpoints.by_owner.get(target.address, ()):
        seat = site.seating.seat(end)
        if end.place.version == version and seat.ip:
            return f"via {seat.ip} dev b{site.number(end.subnet)} onlink"
    return "unreachable"
