"""NAT gateways: connections to one destination, bandwidth, and what they process; what goes on to the internet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from innovate_model.analyses.capacity.clients import Client, reached_instances
from innovate_model.analyses.capacity.limit import Limit, Measured
from innovate_model.analyses.capacity.limits.edge import GBIT_OF_KB
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.analyses.capacity.pods import reached_deployments
from innovate_model.analyses.capacity.telemetry import SERVICES, has_endpoint, kb_to
from innovate_model.analyses.tiers import route_table_of, subnets_at
from innovate_model.analyses.workloads import cluster_of
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.instance import Instance
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway

_BASICS = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"
_MORE_ADDRESSES = "further addresses of the gateway, each of which takes as many again, or further gateways"
_MORE_GATEWAYS = "further subnets, each with a NAT gateway of its own"
_DEFAULT = "0.0.0.0/0"


class _Part(NamedTuple):
    """Of some subnets, the part that leaves by a NAT gateway; and of all of them the part that does so from another
    zone than the gateway's."""

    of_all: float = 0.0
    from_elsewhere: float = 0.0


@lru_cache(maxsize=256)
def _ways_out(graph: Graph, subnets: tuple[str, ...]) -> Mapping[str, _Part]:
    """By the address of each gateway."""
    found: dict[str, _Part] = {}
    for subnet in subnets_at(graph, subnets):
        table = route_table_of(graph, subnet)
        gateway = graph.model.get(table.routes.get(_DEFAULT, ""), NatGateway) if table is not None else None
        if gateway is None:
            continue
        one, before = 1 / len(subnets), found.get(gateway.address, _Part())
        zones = [each.availability_zone for each in subnets_at(graph, (gateway.subnet,))]
        away = 0.0 if subnet.availability_zone in zones else one
        found[gateway.address] = _Part(before.of_all + one, before.from_elsewhere + away)
    return found


def _callers(gateway: str, plant: Plant) -> Iterator[tuple[Client, _Part]]:
    """The programs that leave by it, each with the part of its calls that does."""
    programs: tuple[Client, ...] = (*reached_deployments(plant), *reached_instances(plant))
    for program in programs:
        part = _ways_out(plant.graph, _subnets_of(plant.graph, program)).get(gateway)
        if part is not None:
            yield program, part


def _subnets_of(graph: Graph, program: Client) -> tuple[str, ...]:
    if isinstance(program, Instance):
        return (program.subnet,)
    group = graph.model.get(program.node_groups[0], EksNodeGroup)
    return group.subnets if group is not None else ()


def has_callers(gateway: str, plant: Plant) -> bool:
    """Whether any program that gets work leaves by it."""
    return any(True for _ in _callers(gateway, plant))


def calls(gateway: str, plant: Plant) -> Numbers:
    """Calls a second to the internet that leave by it now."""
    return _calls({program.address: part.of_all for program, part in _callers(gateway, plant)}, plant)


def _calls(parts: Mapping[str, float], plant: Plant) -> Numbers:
    rate: Numbers = 0.0
    for program, part in parts.items():
        rate = rate + plant.api_rate(program) * part
    return rate * plant.load.of("external_calls_per_request")


def _kb(gateway: str, plant: Plant, of: Callable[[_Part], float] = lambda part: part.of_all) -> Numbers:
    """KB a second through it now, both ways: calls, and telemetry for which its VPC has no endpoint; all, or those of a
    part of what leaves by it."""
    load = plant.load
    callers = [(program, of(part)) for program, part in _callers(gateway, plant)]
    made = _calls({program.address: part for program, part in callers}, plant)
    kb = made * (load.of("kb_out_per_external_call") + load.of("kb_in_per_external_call"))
    parts = {cluster_of(program): part for program, part in callers if isinstance(program, Deployment)}
    return kb + _kb_of_telemetry(gateway, plant, parts)


def _kb_of_telemetry(gateway: str, plant: Plant, parts: Mapping[str, float]) -> Numbers:
    kb: Numbers = 0.0
    vpc = plant.graph.model[gateway].parent
    missing = [service for service in SERVICES if not has_endpoint(plant.graph, vpc, service)]
    for cluster, part in parts.items():
        for service in missing:
            kb = kb + kb_to(service, cluster, plant) * part
    return kb


def connections(resource: NatGateway, plant: Plant) -> Limit | None:
    """Connections to one destination at a time, of the one address that a gateway has as it comes: with more addresses
    it takes as many times more."""
    if not has_callers(resource.address, plant):
        return None
    load = plant.load
    held = calls(resource.address, plant) * load.of("external_call_seconds")
    because = "a port for as long as a call's connection is open; calls spread evenly over the destinations"
    return Limit(
        held / load.of("external_destinations"), 55_000.0, "connections", because, _BASICS, lifts=_MORE_ADDRESSES
    )


def bandwidth(resource: NatGateway, plant: Plant) -> Limit | None:
    """Gbit a second."""
    if not has_callers(resource.address, plant):
        return None
    used = _kb(resource.address, plant) * GBIT_OF_KB
    because = "calls to the internet, and telemetry without an endpoint"
    return Limit(used, 100.0, "Gbit/s", because, _BASICS, lifts=_MORE_GATEWAYS)


def gb_processed(resource: NatGateway, plant: Plant) -> Measured | None:
    """Both ways."""
    if not has_callers(resource.address, plant):
        return None
    reason = "calls to the internet, and telemetry without an endpoint; updates and images are not counted"
    return Measured(gb(a_month(_kb(resource.address, plant))), reason)


def gb_between_zones(resource: NatGateway, plant: Plant) -> Measured | None:
    """What of it comes from programs in other zones, or goes back to them. Endpoints of PrivateLink take theirs from
    any zone without such a charge.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
    https://aws.amazon.com/about-aws/whats-new/2022/04/aws-data-transfer-price-reduction-privatelink-transit-gateway-client-vpn-services/
    """
    if not has_callers(resource.address, plant):
        return None
    kb = _kb(resource.address, plant, lambda part: part.from_elsewhere)
    reason = "calls and telemetry of programs in other zones than the gateway's, spread evenly over their subnets"
    return Measured(gb(a_month(kb)), reason)


def gb_internet_out(resource: InternetGateway, plant: Plant) -> Measured | None:
    """Calls by NAT gateways, and answers of load balancers that no distribution stands before."""
    kb: Numbers = 0.0
    is_used = False
    for gateway in plant.graph.model.of(NatGateway):
        if gateway.parent == resource.parent and has_callers(gateway.address, plant):
            kb = kb + calls(gateway.address, plant) * plant.load.of("kb_out_per_external_call")
            is_used = True
    for balancer in plant.graph.model.of(Lb):
        if balancer.parent == resource.parent and _answers_people(balancer, plant):
            kb = kb + plant.api_rate(balancer.address) * plant.load.of("kb_per_response")
            kb = kb + plant.static_rate(balancer.address) * plant.load.of("kb_per_static_file")
            is_used = True
    reason = "calls to the internet, and answers that CloudFront does not carry (what goes to CloudFront is free)"
    return Measured(gb(a_month(kb)), reason) if is_used else None


def _answers_people(balancer: Lb, plant: Plant) -> bool:
    sources = plant.graph.sources(balancer.address, Relation.FORWARDS_TO)
    edges = [each for each in sources if plant.graph.model.get(each, CloudfrontDistribution) is not None]
    return plant.is_reached(balancer.address) and not balancer.internal and not any(map(plant.is_reached, edges))


LIMITS = {"nat_gateway": {"connections to one destination": connections, "bandwidth": bandwidth}}
MEASURES = {
    "nat_gateway": {"gb_between_zones": gb_between_zones, "gb_processed": gb_processed},
    "internet_gateway": {"gb_internet_out": gb_internet_out},
}
