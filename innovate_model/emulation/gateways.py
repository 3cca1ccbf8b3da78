"""The gateways of one VPC: NAT, internet, egress-only and VPN gateways."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from innovate_model.analyses.endpoints import Endpoint
from innovate_model.emulation.draft import EVERYWHERE, DraftSpace
from innovate_model.emulation.hosts import INPUT, plugged
from innovate_model.emulation.rulesets import ANSWER, BY_REFERENCE, ELSEWHERE, NEIGHBOURS, say_way, way_is
from innovate_model.emulation.seating import Seat
from innovate_model.emulation.site import Site
from innovate_model.emulation.ways import blocks_behind
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.resources.vpn_gateway import VpnGateway

FROM_VPC, TO_VPC = 10, 20
"""Routing tables of a VPN gateway."""


def nat_gateway(site: Site, nat: NatGateway, end: Endpoint, seat: Seat) -> DraftSpace:
    """A namespace in the gateway's subnet that puts its own address and a port of 1024 to 65535 in place of the
    sender's, for TCP, UDP and ICMP, and lets in answers alone.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    """
    space = site.draft.space("nat", nat.address, forwards=True)
    plugged(site, space, end, seat)
    for _, way in way_is(BY_REFERENCE):
        space.add("forward", f"{way} drop")
    doubt = site.doubts.of_translation(end)
    if doubt:
        site.draft.note(space, "forward", "ct state new", site.draft.reason(doubt))
    space.add("forward", "ct state invalid drop", "meta l4proto { tcp, udp, icmp } accept", "drop")
    space.add("translate", "meta l4proto { tcp, udp } masquerade to :1024-65535", "meta l4proto icmp masquerade")
    space.hooks["incoming"] = INPUT
    space.add("incoming", NEIGHBOURS, "ct state established,related accept", "drop")
    site.exits[nat.parent, nat.address, 4] = f"via {seat.ip} dev b{site.number(nat.subnet)} onlink"
    site.exits[nat.parent, nat.address, 6] = site.draft.hole(site.vpcs[nat.parent], "NAT64 is not mimicked")
    return space


def internet_gateway(site: Site, gateway: InternetGateway, internet: DraftSpace) -> None:
    """A cable to the internet. Each private address that has a public one goes under it, and nothing else passes; no
    state is kept.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
    """
    vpc, model = site.vpcs[gateway.parent], site.model.get(gateway.parent, Vpc)
    cable = site.draft.join(vpc, internet)
    for version in (4, 6):
        site.exits[gateway.parent, gateway.address, version] = f"dev {cable}"
    outside_code(vpc, cable)
    pairs: dict[str, str] = {}
    for end, seat in site.inhabitants(gateway.parent):
        if end.place.version == 6 or not seat.public or seat.public in pairs.values():
            continue
        pairs[seat.ip] = seat.public
    _translate(vpc, cable, pairs)
    block = model.ipv6_cidr_block if model is not None else None
    vpc.add("depart", f'oifname "{cable}" ip6 saddr != {block or "::1"} drop')


def _translate(vpc: DraftSpace, cable: str, pairs: dict[str, str]) -> None:
    if not pairs:
        vpc.add("arrive", f'iifname "{cable}" meta nfproto ipv4 drop')
        vpc.add("depart", f'oifname "{cable}" meta nfproto ipv4 drop')
        return
    outward = ", ".join(f"{private} : {public}" for private, public in pairs.items())
    inward = ", ".join(f"{public} : {private}" for private, public in pairs.items())
    vpc.add(
        "arrive",
        f'iifname "{cable}" ip daddr != {{ {", ".join(pairs.values())} }} drop',
        f'iifname "{cable}" ip daddr set ip daddr map {{ {inward} }}',
    )
    vpc.add(
        "depart",
        f'oifname "{cable}" ip saddr != {{ {", ".join(pairs)} }} drop',
        f'oifname "{cable}" ip saddr set ip saddr map {{ {outward} }}',
    )


def outside_code(vpc: DraftSpace, cable: str) -> None:
    """What comes in by a cable is nobody's member, and what only a group's name let out does not leave by it."""
    vpc.add("cross", *say_way(f'iifname "{cable}"', ELSEWHERE))
    for _, way in way_is(BY_REFERENCE):
        vpc.add("check", f'oifname "{cable}" {way} drop')


def egress_only_gateway(site: Site, gateway: EgressOnlyInternetGateway, internet: DraftSpace) -> str:
    """IPv6 outward, and answers to it inward; the cable to the internet.

    https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html
    """
    vpc = site.vpcs[gateway.parent]
    space = site.draft.space("egress-only", gateway.address, forwards=True)
    inner, outer = site.draft.join(vpc, space), site.draft.join(space, internet)
    outside_code(vpc, inner)
    site.exits[gateway.parent, gateway.address, 6] = f"dev {inner}"
    space.lookup(10, f"iif {inner}", FROM_VPC)
    space.route(FROM_VPC, EVERYWHERE[1], f"dev {outer}")
    space.lookup(11, f"iif {outer}", TO_VPC)
    space.route(TO_VPC, EVERYWHERE[1], f"dev {inner}")
    outward = f'iifname "{inner}" '
    space.add("forward", "ct state established,related accept", f"{outward}tcp flags & (syn | ack) == syn | ack drop")
    space.add("forward", f"{outward}ip6 dscp != {ANSWER} ct state new accept")
    unclear = f"whether {gateway.address} carries what it saw one direction of is not documented"
    site.draft.note(space, "forward", outward.strip(), site.draft.reason(unclear))
    space.add("forward", "drop")
    return outer


def vpn_gateway(site: Site, gateway: VpnGateway, customers: Mapping[str, DraftSpace]) -> dict[str, str]:
    """IPv4 between the VPC's own addresses and the networks behind its VPN connections; connection -> cable.

    https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
    """
    vpc, model = site.vpcs[gateway.parent], site.model.get(gateway.parent, Vpc)
    space = site.draft.space("vpn gateway", gateway.address, forwards=True)
    inner = site.draft.join(vpc, space)
    outside_code(vpc, inner)
    site.exits[gateway.parent, gateway.address, 4] = f"dev {inner}"
    connections = [one for one in site.model.of(VpnConnection) if one.vpn_gateway == gateway.address]
    cables = {
        one.address: site.draft.join(space, customers[one.customer_gateway])
        for one in connections
        if one.customer_gateway in customers
    }
    space.lookup(10, f"iif {inner}", FROM_VPC)
    space.lookup(11, "", TO_VPC)
    for block in model.cidr_blocks if model is not None else ():
        if ":" not in block:
            space.route(TO_VPC, block, f"dev {inner}")
    _down_the_tunnels(site, space, connections, cables)
    space.dead_end(FROM_VPC)
    space.dead_end(TO_VPC)
    return cables


def _down_the_tunnels(
    site: Site, space: DraftSpace, connections: Sequence[VpnConnection], cables: dict[str, str]
) -> None:
    leads: dict[str, list[VpnConnection]] = {}
    for one in connections:
        for block in blocks_behind(site.model, one):
            if ":" not in block:
                leads.setdefault(block, []).append(one)
    for block, ones in leads.items():
        customers = {one.customer_gateway for one in ones}
        way = f"dev {cables[ones[0].address]}" if ones[0].address in cables else "unreachable"
        if len(customers) > 1:
            way = site.draft.hole(space, f"which of {len(ones)} VPN connections leads to {block} is not known")
        space.route(FROM_VPC, block, way)
    if connections and not leads:
        unknown = f"the networks behind {connections[0].customer_gateway} are not stated"
        space.route(FROM_VPC, EVERYWHERE[0], site.draft.hole(space, unknown))
