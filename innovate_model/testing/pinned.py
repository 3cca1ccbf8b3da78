"""Flows whose two ends have one address each: nothing is left to "it depends on the address"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.places import Networks, Place, inside, outside, public_blocks
from innovate_model.analyses.plain_rules import rule_peers
from innovate_model.analyses.probing import edges_between
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import WITHOUT_PORTS
from innovate_model.graph import Graph
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.testing.flows import Attempt
from innovate_model.values import Network, network

Choose = Callable[[Sequence[Network]], Network]


@dataclass(frozen=True, slots=True)
class Pinned:
    """A flow between single addresses. `source` and `destination` are the ends of `attempt`, each with one of the
    addresses that it may have; `to_public_address`: the client calls the public one of the destination."""

    attempt: Attempt
    source: Endpoint
    destination: Endpoint
    to_public_address: bool

    @property
    def called(self) -> Place:
        """The place that the client calls."""
        public = self.destination.public
        return public if self.to_public_address and public is not None else self.destination.place

    def __str__(self) -> str:
        ports = f"{self.attempt.protocol}/{self.attempt.port}"
        ends = (f"{self.source.address} ({self.source.place.ip})", f"{self.destination.address} ({self.called.ip})")
        return f"{' -> '.join(ends)} {ports}"


def pinned(graph: Graph, attempt: Attempt, choose: Choose) -> Iterator[Pinned]:
    """The flow at addresses that `choose` takes, each a /32 or /128; to the private and to the public address of the
    destination, where a client may call either. Nothing where both ends would have one address."""
    source = _at_one_address(graph, attempt.source, choose, is_called=False)
    destination = _at_one_address(graph, attempt.destination, choose, is_called=True)
    if source.place.possible == destination.place.possible:
        return
    has_both = destination.public is not None and destination.place.version == 4
    may_call_private = bool(source.subnet) or source.kind is Kind.ON_PREMISES
    if may_call_private or not has_both:
        yield Pinned(attempt, source, destination, to_public_address=False)
    if has_both and source.kind is not Kind.ON_PREMISES:
        yield Pinned(attempt, source, destination, to_public_address=True)


def client_ports(graph: Graph, pin: Pinned) -> tuple[int, ...]:
    """The ports that the client may open the connection from, as far as some network ACL may tell them apart."""
    if pin.attempt.protocol in WITHOUT_PORTS:
        return (0,)
    return edges_between(survey(graph), *pin.source.client_ports)


def _at_one_address(graph: Graph, end: Endpoint, choose: Choose, *, is_called: bool) -> Endpoint:
    """The end with one of its addresses; a service as it is, for nobody can know its addresses. What is called has one
    public address, too; that of a client, where AWS chooses it, stays unknown to the filters that it passes."""
    if not end.place.ip:
        return end
    own = _foreign(graph, end.place.version) if end.kind is Kind.INTERNET else end.place.possible
    place = _pin(graph, replace(end.place, possible=own), choose)
    public = end.public
    if public is not None and end.place.version == 6:
        public = place
    elif public is not None and is_called:
        left = outside(public.possible, _owned(graph)) if not public.ip else public.possible
        public = _pin(graph, replace(public, possible=left), choose)
    return replace(end, place=place, public=public, is_representative=False)


def _pin(graph: Graph, place: Place, choose: Choose) -> Place:
    candidates = [one for one in edge_addresses(graph) if inside((one,), place.possible)]
    chosen = choose(candidates or [network(str(place.possible[0].network_address))])
    return replace(place, ip=str(chosen.network_address), possible=(chosen,))


def _foreign(graph: Graph, version: int) -> Networks:
    """What hosts on the internet may have: public addresses that are nothing's in the model."""
    return outside(public_blocks(version), _owned(graph))


@lru_cache(maxsize=2)
def _owned(graph: Graph) -> Networks:
    ends = [end for group in survey(graph).endpoints.by_owner.values() for end in group]
    known = [end.public.possible[0] for end in ends if end.public is not None and end.public.ip]
    vpcs = [network(block) for vpc in graph.model.of(Vpc) for block in vpc.cidr_blocks]
    sites = [network(block) for site in graph.model.of(CustomerGateway) for block in site.cidr_blocks]
    return tuple(dict.fromkeys([*vpcs, *sites, *known]))


@lru_cache(maxsize=2)
def edge_addresses(graph: Graph) -> Networks:
    """The first and last address of every block in a model, and their neighbours outside, as /32 and /128."""
    found: dict[Network, None] = {}
    for text in dict.fromkeys(_blocks(graph)):
        block = network(text)
        first, last, top = int(block.network_address), int(block.broadcast_address), 2**block.max_prefixlen
        for number in (first, last, first - 1, last + 1, first + 4, last - 1):
            if 0 <= number < top:
                found[type(block)((number, block.max_prefixlen))] = None
    return tuple(found)


def _blocks(graph: Graph) -> Iterator[str]:
    model = graph.model
    yield from (block for peer in rule_peers(model) for block in peer.cidr_blocks)
    tables = [table.routes for table in model.of(RouteTable)]
    for routes in (*tables, *(table.routes for table in model.of(TransitGatewayRouteTable))):
        yield from (destination for destination in routes if "/" in destination)
    for listed in model.of(PrefixList):
        yield from listed.entries
    for vpc in model.of(Vpc):
        yield from vpc.cidr_blocks
    for subnet in model.of(Subnet):
        yield from subnet.cidr_blocks
    for customer in model.of(CustomerGateway):
        yield from customer.cidr_blocks
    for connection in model.of(VpnConnection):
        yield from connection.static_routes
