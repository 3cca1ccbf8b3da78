"""Whose flows a change may have opened or closed, so that nobody else's need be compared.

Security groups and network policies judge at the two ends of a flow; a network ACL and a route table at the border of
their subnets; gateways serve their VPC. What joins networks, and a network that others send their traffic through,
concerns everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from innovate_model.analyses.changes.resources import Match, Resources
from innovate_model.analyses.endpoints import INTERNET, Endpoint
from innovate_model.analyses.filtering import Direction
from innovate_model.analyses.places import outside
from innovate_model.analyses.pod_filtering import enforced, pod
from innovate_model.analyses.pod_isolation import runs_cilium
from innovate_model.analyses.routing import service_of
from innovate_model.analyses.survey import Survey, survey
from innovate_model.analyses.workloads import cluster_of
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.instance import Instance
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.values import Ports, network, parse_ports

_OF_A_VPC = frozenset(
    {
        "vpc",
        "internet_gateway",
        "egress_only_internet_gateway",
        "nat_gateway",
        "vpc_endpoint",
        "network_interface",
        "vpn_gateway",
        "transit_gateway_attachment",
    }
)
_OF_ALL = frozenset(
    {
        "transit_gateway",
        "transit_gateway_route_table",
        "transit_gateway_peering_attachment",
        "vpc_peering_connection",
        "vpn_connection",
        "customer_gateway",
        "prefix_list",
        "dx_gateway",
        "dx_connection",
        "ram_resource_share",
    }
)
_ONLY_TAKES = frozenset({"vpc_endpoint", "nat_gateway"})
"""Kinds that open no sessions of their own."""
_ONLY_OPENS = frozenset({"nat_gateway", "cloudfront_distribution"})
"""Kinds to which nobody opens any: what asks a CDN for a page does so over the internet."""
DIRECTIONS: tuple[Direction, Direction] = ("ingress", "egress")
_PASSED_THROUGH = frozenset({"nat_gateway", "network_interface"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Between whom flows are asked about, in one model: from `touched` to `takers`, and from `openers` to `touched`.
    All are names as `analyses.parties` takes them. `ports`: on which ports, () for all."""

    touched: tuple[str, ...]
    openers: tuple[str, ...]
    takers: tuple[str, ...]
    ports: tuple[Ports, ...] = ()


def everyone(known: Survey, hosts_in: Iterable[str]) -> tuple[str, ...]:
    """Every name that flows start from or end at: what has interfaces, hosts that might stand in some subnets, networks
    on premises, CDNs, services behind gateway endpoints, the internet."""
    model = known.model
    premises = (each.address for each in model.of(CustomerGateway) if each.cidr_blocks)
    networks = (each.address for each in model.of(CloudfrontDistribution))
    gateways = (service_of(known, one) for one in model.of(VpcEndpoint) if one.type_ == "Gateway")
    hosts = (name for name in hosts_in if name in model)
    return tuple(dict.fromkeys((*known.endpoints.by_owner, *hosts, *premises, *networks, *gateways, INTERNET)))


def _is_empty(name: str, empty: set[str], known: Survey, address: str) -> bool:
    """Whether a subnet, called by its name in the new model, is empty on one side, or is not there at all."""
    return name in empty or address not in known.model


def _empty(known: Survey) -> set[str]:
    """Subnets in which nothing has an interface that opens or takes sessions."""
    model, ends = known.model, known.endpoints.by_subnet
    return {
        subnet.address
        for subnet in model.of(Subnet)
        if all(model[end.address].kind == "nat_gateway" for end in ends.get(subnet.address, ()))
    }


def parties(old_graph: Graph, new_graph: Graph, matched: Match, found: Resources) -> tuple[Parties, Parties]:
    """Whom to ask about in the old model and in the new one. What one side alone has is asked about there."""
    old, new = survey(old_graph), survey(new_graph)
    back = matched.renames.inverse()
    before, after = {matched.new_address(subnet) for subnet in _empty(old)}, _empty(new)
    hosts = {name for name in before | after if _is_empty(name, before, old, back.text(name))}
    hosts = {name for name in hosts if _is_empty(name, after, new, name)}
    named_old = {matched.new_address(name): name for name in everyone(old, sorted(map(back.text, hosts)))}
    named_new = {name: name for name in everyone(new, sorted(hosts))}
    everybody = dict.fromkeys((*named_old, *named_new))
    changed_new = {each.address for each in found.changed} | {each.address for each in found.added}
    changed_old = {each.old_address for each in found.changed} | {each.address for each in found.removed}
    asked: tuple[Ports, ...] = ()
    if _is_everybodys(old, changed_old) or _is_everybodys(new, changed_new):
        touched = set(everybody)
    else:
        touched = _moved(old, new, matched) | (named_old.keys() ^ named_new.keys())
        touched |= _policed(old_graph, new_graph, matched, found)
        touched.update(matched.new_address(name) for name in _at_borders(old, changed_old, named_old.values()))
        touched.update(_at_borders(new, changed_new, named_new))
        ports = tuple(sorted(_ports(found)))
        asked = () if touched else ports
        if ports:
            touched.update(matched.new_address(name) for name in _in_groups(old, changed_old))
            touched.update(_in_groups(new, changed_new))
    for unknown in matched.unknown:
        named_old.pop(unknown, None)
        named_new.pop(unknown, None)
    chosen = [name for name in everybody if name in touched]
    return (
        _asked(old, [named_old[name] for name in chosen if name in named_old], list(named_old.values()), asked),
        _asked(new, [name for name in chosen if name in named_new], list(named_new), asked),
    )


def _ports(found: Resources) -> set[Ports]:
    """The ports of rules of security groups that came or went. A group remembers, so no other port is concerned."""
    rules = (one.path for each in found.changed if each.kind == SecurityGroup.kind for one in each.attributes)
    return {parse_ports(str(path[1]).partition(" ")[0]) for path in rules if path[0] in ("ingress", "egress")}


def _asked(known: Survey, touched: Iterable[str], everybody: Iterable[str], ports: tuple[Ports, ...]) -> Parties:
    def but(names: Iterable[str], kinds: frozenset[str]) -> tuple[str, ...]:
        resources = known.model.resources
        return tuple(name for name in names if name not in resources or resources[name].kind not in kinds)

    openers = tuple(name for name in but(everybody, _ONLY_TAKES) if not name.startswith("com.amazonaws."))
    return Parties(tuple(touched), openers, but(everybody, _ONLY_OPENS), ports)


def _moved(old: Survey, new: Survey, matched: Match) -> set[str]:
    """Owners, by their names in the new model, whose interfaces are other ones than before."""
    before: dict[str, set[object]] = {}
    for owner, ends in old.endpoints.by_owner.items():
        before[matched.new_address(owner)] = {_seat(_in_the_new(end, matched)) for end in ends}
    after = {owner: {_seat(end) for end in ends} for owner, ends in new.endpoints.by_owner.items()}
    return {owner for owner in (*before, *after) if before.get(owner) != after.get(owner)}


def _in_the_new(end: Endpoint, matched: Match) -> Endpoint:
    place = replace(
        end.place,
        subnet=matched.new_address(end.place.subnet),
        groups=tuple(matched.new_address(group) for group in end.place.groups),
    )
    return replace(end, address=matched.new_address(end.address), place=place)


def _policed(old: Graph, new: Graph, matched: Match, found: Resources) -> set[str]:
    """Programs of which network policies say something else than before."""
    changed = {each.address for each in found.changed}
    before = {matched.new_address(one): _policies(old, one, matched.new_address) for one in _programs(old)}
    touched = set()
    for name in _programs(new):
        after = _policies(new, name, str)
        if before.get(name) != after or changed & after.policies:
            touched.add(name)
    return touched


class _Policed(NamedTuple):
    """What decides which flows policies let a program's pods have, but what the policies say."""

    is_pod: bool
    policies: frozenset[str]
    directions: tuple[frozenset[str], frozenset[str]]
    node_groups: frozenset[str]
    is_cilium: bool


def _programs(graph: Graph) -> Iterator[str]:
    return (each.address for each in graph.model if isinstance(each, Deployment | DaemonSet))


def _policies(graph: Graph, address: str, name: Callable[[str], str]) -> _Policed:
    program = graph.model[address]
    node_groups = program.node_groups if isinstance(program, Deployment | DaemonSet) else ()
    into, out = (frozenset(name(each.address) for each in enforced(graph, address, one)) for one in DIRECTIONS)
    is_cilium = runs_cilium(graph, cluster_of(program))
    groups = frozenset(map(name, node_groups))
    return _Policed(pod(graph, address) is not None, into | out, (into, out), groups, is_cilium)


def _seat(end: Endpoint) -> object:
    """What of an interface matters: not which free address stands for those that it may have."""
    own = () if end.is_representative else end.place.possible
    public = end.public.possible if end.public is not None else ()
    return end.subnet, end.place.version, frozenset(end.place.groups), own, end.guard, public, end.has_public_address


def _is_everybodys(known: Survey, changed: set[str]) -> bool:
    """Whether something changed that flows between any two networks may depend on."""
    if any(known.model[address].kind in _OF_ALL for address in changed):
        return True
    subnets = _subnets(known, changed)
    boxes: tuple[Instance | NetworkInterface, ...] = (*known.model.of(Instance), *known.model.of(NetworkInterface))
    if any(_is_touched(box, changed, subnets) for box in boxes if not box.source_dest_check):
        return True
    return any(_is_passed_through(known, vpc) for vpc in _vpcs(known, changed, subnets))


def _at_borders(known: Survey, changed: set[str], names: Iterable[str]) -> Iterator[str]:
    """The names that stand behind a border that changed, in one model."""
    subnets = _subnets(known, changed)
    for vpc in _vpcs(known, changed, subnets):
        subnets.update(subnet.address for subnet in known.subnets.get(vpc, ()))
    for name in names if subnets else ():
        if name in subnets or any(end.subnet in subnets for end in known.endpoints.by_owner.get(name, ())):
            yield name


def _in_groups(known: Survey, changed: set[str]) -> Iterator[str]:
    """What is in a security group that changed."""
    for name, ends in known.endpoints.by_owner.items():
        if any(group in changed for end in ends for group in end.place.groups):
            yield name


def _subnets(known: Survey, changed: set[str]) -> set[str]:
    """Subnets at whose border something changed."""
    found = set()
    for subnet in known.model.of(Subnet):
        table, acl = known.route_table_of(subnet), known.network_acl_of(subnet)
        own = {subnet.address, table.address if table else "", acl.address if acl else ""}
        if own & changed:
            found.add(subnet.address)
    return found


def _vpcs(known: Survey, changed: set[str], subnets: set[str]) -> set[str]:
    """VPCs whose gateways changed, or the border of a subnet that others of the VPC leave and enter it by."""
    found = set()
    for address in changed:
        resource = known.model[address]
        if resource.kind in _OF_A_VPC:
            found.add(address if resource.kind == "vpc" else resource.within("vpcs") or "")
    doors = {subnet for one in known.model.of(TransitGatewayAttachment) for subnet in one.subnets}
    for address in subnets:
        owners = {known.model[end.address].kind for end in known.endpoints.by_subnet.get(address, ())}
        if address in doors or owners & _PASSED_THROUGH:
            found.add(known.vpc_of(address).address)
    return found - {""}


def _is_passed_through(known: Survey, vpc: str) -> bool:
    """Whether a transit gateway sends more into a VPC than what is for the VPC itself."""
    resource = known.model.resources.get(vpc)
    own = [network(block) for block in getattr(resource, "cidr_blocks", ())]
    doors = {one.address for one in known.model.of(TransitGatewayAttachment) if one.parent == vpc}
    for table in known.model.of(TransitGatewayRouteTable):
        for block, target in table.routes.items():
            if target in doors and outside((network(block),), own):
                return True
    return False


def _is_touched(box: Instance | NetworkInterface, changed: set[str], subnets: set[str]) -> bool:
    return bool({box.address, *box.security_groups} & changed) or box.subnet in subnets
