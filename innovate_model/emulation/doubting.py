"""Which answers of an emulation would rest on an address that stands for another: those are not to be relied on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from innovate_model.analyses.amazon_addresses import amazon_service
from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.places import Networks, inside, outside, public_blocks
from innovate_model.analyses.stands import Guard
from innovate_model.analyses.stated_addresses import stated_addresses
from innovate_model.analyses.survey import Survey
from innovate_model.model import Model
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.network_policy import NetworkPolicy
from innovate_model.resources.peer import Peer
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.values import Network, network


class Doubts:
    """What a model leaves open about the ends of sessions in it.

    An address that it does not state matters where rules or routes tell the possible ones apart: those of network ACLs
    and routes anywhere, those of security groups at the two ends.
    """

    def __init__(self, known: Survey) -> None:
        self._known, self._model = known, known.model
        self._everywhere = frozenset(map(network, _named_on_the_way(known.model)))
        self._wrong = _wrong_subnets(known)
        self._unknown_list = unknown_list(known.model)
        self._policies = _policies(known.model)
        self._stray = {one.owner: one for one in stated_addresses(known.model) if not one.is_inside}
        self._splits: dict[tuple[Networks, frozenset[str]], str] = {}

    def about(self, source: Endpoint, destination: Endpoint, is_public: bool) -> str:
        """Why what becomes of a session is not to be relied on, "" where it is. `is_public`: the public address of the
        destination is dialled."""
        service = amazon_service(self._known, source, destination)
        if service:
            return f"{service} at {destination.place.ip} is not mimicked"
        groups = frozenset((*source.place.groups, *destination.place.groups))
        found = (self._of(end, groups) for end in (source, destination))
        doubt = next(filter(None, found), "") or _of_whether_public(source, destination, is_public)
        if not doubt and is_public and source.subnet and destination.subnet:
            return self._of_public(source, destination, groups)
        return doubt

    def unless_blocked(self, source: Endpoint, destination: Endpoint) -> str:
        """What might still forbid a session that everything emulated lets through, "" where nothing might."""
        for end, direction in ((source, "Egress"), (destination, "Ingress")):
            if end.guard is Guard.UNKNOWN:
                return f"the security group of {end.address} is not in the model"
            for policy in self._policies.get(end.address, ()):
                if direction in policy.isolates:
                    return f"{policy.address} and other network policies are not mimicked"
        return ""

    def of_translation(self, nat: Endpoint) -> str:
        """Why what goes through a NAT gateway is not to be relied on: filters beyond see its address, which the model
        may leave open."""
        groups = frozenset(group.address for group in self._model.of(SecurityGroup))
        is_open = nat.is_representative and self._splitting(nat.place.possible, groups)
        return f"the address of {nat.address} is not stated, and rules or routes name {is_open}" if is_open else ""

    def _of(self, end: Endpoint, groups: frozenset[str]) -> str:
        if end.kind is Kind.SERVICE:
            return "the public endpoints of AWS services are not mimicked"
        if end.kind is Kind.ADDRESS and not end.subnet:
            return f"{end.address} is in no subnet of the model, or in several"
        if end.kind is Kind.INTERNET:
            is_unknown = end.place.aws_lists is None and self._unknown_list
            return f"whether {end.place.ip} is in {self._unknown_list} is not known" if is_unknown else ""
        stray = self._stray.get(end.address)
        if stray is not None:
            return f"the address {stray.ip} of {end.address} is outside {stray.subnet.address}"
        is_stated = bool(end.place.ip) and not end.is_representative
        if is_stated:
            return self._wrong.get(end.subnet, "") or self._taken(end)
        split = self._splitting(end.place.possible, groups)
        reason = (
            f"the address of {end.address} is not stated, and rules or routes name {split}, a part of where it may be"
        )
        return self._wrong.get(end.subnet, "") or (reason if split else "")

    def _of_public(self, source: Endpoint, destination: Endpoint, groups: frozenset[str]) -> str:
        """Between two ends in AWS, where each side sees the other's public address, or that of a NAT gateway."""
        nats = (
            end for nat in self._model.of(NatGateway) for end in self._known.endpoints.by_owner.get(nat.address, ())
        )
        unknown = any(end.public is not None and not end.public.ip for end in (source, destination, *nats))
        split = self._splitting(public_blocks(4), groups) if unknown else ""
        return f"AWS chooses a public address on the way, and rules or routes name {split}" if split else ""

    def _splitting(self, possible: Networks, groups: frozenset[str]) -> str:
        """A block that holds a part of these addresses, not all; "" if none is named."""
        key = (possible, groups)
        if key not in self._splits:
            named = {*self._everywhere, *map(network, _named_in(self._model, groups))}
            found = (block for block in named if block.version == possible[0].version and _splits(block, possible))
            self._splits[key] = min(map(str, found), default="")
        return self._splits[key]

    def _taken(self, end: Endpoint) -> str:
        """An address that another interface has, too."""
        others = self._known.endpoints.by_subnet.get(end.subnet, ())
        same = [one for one in others if not one.is_representative and one.place.ip == end.place.ip]
        return f"two interfaces have the address {end.place.ip}" if len(same) > 1 else ""


def _of_whether_public(source: Endpoint, destination: Endpoint, is_public: bool) -> str:
    """An interface of which the model does not say whether the internet knows it."""
    for end, other in ((source, destination), (destination, source)):
        if end.has_public_address is None and (is_public or not other.subnet):
            return f"whether {end.address} has a public address is not known"
    return ""


def _policies(model: Model) -> dict[str, list[NetworkPolicy]]:
    """The network policies that select each deployment and daemon set.

    https://kubernetes.io/docs/concepts/services-networking/network-policies/
    """
    found: dict[str, list[NetworkPolicy]] = {}
    workloads = [*model.of(Deployment), *model.of(DaemonSet)]
    for policy in model.of(NetworkPolicy):
        for one in workloads:
            if one.parent == policy.parent and (not policy.pods or one.address in policy.pods):
                found.setdefault(one.address, []).append(policy)
    return found


def _splits(block: Network, possible: Networks) -> bool:
    return bool(inside(possible, (block,)) and outside(possible, (block,)))


def named_blocks(model: Model) -> Iterator[Network]:
    """Every block that a rule, a route or a list of the model names; each once."""
    groups = [group.address for group in model.of(SecurityGroup)]
    yield from sorted({network(text) for text in (*_named_on_the_way(model), *_named_in(model, groups))}, key=str)


def _named_on_the_way(model: Model) -> Iterator[str]:
    """By network ACLs, routes and lists."""
    for acl in model.of(NetworkAcl):
        yield from _blocks(one.peers for one in acl.ingress.values())
        yield from _blocks(one.peers for one in acl.egress.values())
    for table in model.of(RouteTable):
        yield from (destination for destination in table.routes if "/" in destination)
    for exchange in model.of(TransitGatewayRouteTable):
        yield from exchange.routes
    for listed in model.of(PrefixList):
        yield from listed.entries
    for connection in model.of(VpnConnection):
        yield from connection.static_routes


def _named_in(model: Model, groups: Iterable[str]) -> Iterator[str]:
    for address in groups:
        group = model.get(address, SecurityGroup)
        if group is not None:
            yield from _blocks(one.peers for one in group.ingress.values())
            yield from _blocks(one.peers for one in group.egress.values())


def _blocks(rules: Iterable[Sequence[Peer]]) -> Iterator[str]:
    return (block for peers in rules for peer in peers for block in peer.cidr_blocks)


def unknown_list(model: Model) -> str:
    """A list of addresses that only AWS knows and that some rule or route names; "" if there is none."""
    named: set[str] = set()
    for group in model.of(SecurityGroup):
        rules = (*(one.peers for one in group.ingress.values()), *(one.peers for one in group.egress.values()))
        named.update(peer.address for peers in rules for peer in peers if peer.kind == "prefix_list")
    for table in model.of(RouteTable):
        named.update(table.routes)
    unknown = (one.aws_managed for one in model.of(PrefixList) if one.address in named and not one.is_known)
    return next(unknown, "")


def _wrong_subnets(known: Survey) -> dict[str, str]:
    """Subnets whose blocks AWS would not take, and why: they overlap one another or stick out of the VPC."""
    wrong: dict[str, str] = {}
    for vpc in known.model.of(Vpc):
        own = [network(block) for block in vpc.cidr_blocks]
        for subnet in known.subnets.get(vpc.address, ()):
            if any(outside((network(block),), own) for block in subnet.cidr_blocks):
                wrong[subnet.address] = f"{subnet.address} lies outside its VPC"
            for other in known.subnets[vpc.address]:
                if other is not subnet and _overlap(subnet, other):
                    wrong[subnet.address] = f"{subnet.address} overlaps {other.address}"
    return wrong


def _overlap(one: Subnet, other: Subnet) -> bool:
    there = [network(block) for block in other.cidr_blocks]
    return any(a.version == b.version and a.overlaps(b) for a in map(network, one.cidr_blocks) for b in there)
