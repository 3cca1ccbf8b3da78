"""The emulation can be wrong, and the scenarios see it: each of these mutations of a plan breaks one mechanism, and at
least one line of a table then comes out differently."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from innovate_model.emulation.emulating import observe
from innovate_model.emulation.laboratory import Laboratory
from innovate_model.emulation.plan import Plan, Route, Rule, Space
from innovate_model.emulation.planning import Planned, planned

from . import scenarios
from .scenarios import Scenario, graph_of

SCENARIOS = [item for item in vars(scenarios).values() if isinstance(item, Scenario)]

Mutation = Callable[[Space], Space]


def filters(role: str, pattern: str, by: str = "") -> Mutation:
    """Rules of nftables in namespaces of a role that match, replaced; left out where nothing is left."""

    def change(space: Space) -> Space:
        if space.role != role:
            return space
        lines = [re.sub(pattern, by, line) if re.search(pattern, line) else line for line in space.filters]
        return replace(space, filters=tuple(line for line in lines if line))

    return change


def routes(role: str, change_route: Callable[[Route], Iterator[Route]]) -> Mutation:
    """Routes in namespaces of a role, each replaced by others."""

    def change(space: Space) -> Space:
        if space.role != role:
            return space
        return replace(space, routes=tuple(new for old in space.routes for new in change_route(old)))

    return change


def without_way(way: str) -> Callable[[Route], Iterator[Route]]:
    def change(route: Route) -> Iterator[Route]:
        if route.way != way or route.metric > 1000:
            yield route

    return change


def upside_down(route: Route) -> Iterator[Route]:
    """What was propagated counts more than what is static."""
    yield replace(route, metric=100 - route.metric) if 20 < route.metric < 100 else route


def forwarding(space: Space) -> Space:
    """Hosts pass on what is not for them."""
    return replace(space, forwards=True) if space.role == "host" else space


def no_neighbours(space: Space) -> Space:
    """Hosts send everything to the router, to which nothing is the same subnet."""
    if space.role == "host":
        return replace(space, addresses=tuple((device, re.sub("/.*", "/32", ip)) for device, ip in space.addresses))
    return filters("vpc", 'iifname "(b[0-9]+)" oifname "\\1" accept')(space)


def one_association(space: Space) -> Space:
    """Every attachment of a transit gateway uses the table of the first."""
    if space.role != "transit gateway":
        return space
    first = min((rule.table for rule in space.rules), default=0)
    return replace(space, rules=tuple(replace(rule, table=max(first, 100)) for rule in space.rules))


def any_zone(space: Space) -> Space:
    """A VPC reaches a transit gateway from every zone, by the door of the first."""
    doors = [route.way for route in space.routes if route.metric == 30 and route.way.startswith("dev l")]
    change = (
        replace(one, way=doors[0]) if doors and one.way == "unreachable" and one.metric == 30 else one
        for one in space.routes
    )
    return replace(space, routes=tuple(change)) if space.role == "vpc" else space


def main_table_everywhere(space: Space) -> Space:
    """What comes in by a gateway goes by the table of the first subnet, as if VPCs were transitive."""
    first = next((rule.table for rule in space.rules if rule.selector.startswith("iif b")), None)
    if space.role != "vpc" or first is None:
        return space
    return replace(space, rules=(*space.rules, Rule(15, "", first)))


def by_the_nearest_route(space: Space) -> Space:
    """Static routes inside the VPC's block are not taken."""
    kept = (route for route in space.routes if route.metric != 10)
    return replace(space, routes=tuple(kept)) if space.role == "vpc" else space


def shortest_prefix(space: Space) -> Space:
    """A default route takes all there is: more specific ones are gone."""
    kept = (
        one
        for one in space.routes
        if one.table < 1000 or one.way in ("throw", "unreachable") or "/16" in one.destination
    )
    return replace(space, routes=tuple(kept)) if space.role == "vpc" else space


def no_customers(space: Space) -> Space:
    return replace(space, routes=(), rules=()) if space.role == "customer" else space


MUTATIONS: dict[str, Mutation] = {
    "security groups forget sessions": filters("host", "^ct state established,related accept$"),
    "security groups admit everything": filters("host", "^drop$"),
    "security groups ignore ports": filters("host", r"(tcp|udp) dport \S+ ", ""),
    "references reach every way": filters("host", r"ip6? dscp \{ [\d, ]+ \} "),
    "references of egress rules reach every way": filters("host", "ip6? dscp set 4 "),
    "references see nobody": filters("host", r"^.* ip dscp \{ 0, 4 \}.*$"),
    "references see nobody over peering": filters("host", r"^.* ip dscp \{ 1 \}.*$"),
    "references see nobody over a transit gateway": filters("transit gateway", "^.*dscp set 2 accept$"),
    "every transit gateway knows groups": filters("transit gateway", "dscp set 3$", "dscp set 2"),
    "network ACLs remember sessions": filters("vpc", "^jump leave$", "ct state established accept\njump leave"),
    "network ACLs deny nothing": filters("vpc", "drop$", "return"),
    "network ACLs judge by the highest number": filters("vpc", "^ip saddr .* tcp dport 443-443 drop$"),
    "network ACLs judge neighbours": no_neighbours,
    "network ACLs let everything in": filters("vpc", "^.* jump ingress.*$"),
    "network ACLs let everything out": filters("vpc", "^.* jump egress.*$"),
    "the internet gateway passes private addresses": filters("vpc", "^oifname .* ip saddr != .* drop$"),
    "the internet gateway translates nothing": filters("vpc", "^.*ip [sd]addr set ip [sd]addr map.*$"),
    "NAT gateways take sessions": filters("nat", "^drop$"),
    "NAT gateways do not translate": filters("nat", "^.*masquerade.*$"),
    "egress-only gateways let everything in": filters("egress-only", "^drop$"),
    "machines forward": forwarding,
    "blackholes leak": routes("vpc", without_way("blackhole")),
    "blackholes of transit gateways leak": routes("transit gateway", without_way("blackhole")),
    "propagated before static in VPCs": routes("vpc", upside_down),
    "propagated before static in transit gateways": routes("transit gateway", upside_down),
    "local before what stands in for it": by_the_nearest_route,
    "only wide routes": shortest_prefix,
    "peering is transitive": main_table_everywhere,
    "every attachment has the same association": one_association,
    "attachments serve every zone": any_zone,
    "customers do not answer": no_customers,
}


@pytest.mark.kernel
@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_wrong_emulation_is_caught(mutation: Mutation, laboratory: Laboratory) -> None:
    """By some line of some table."""
    touched = 0
    for scenario in SCENARIOS:
        probes, expected = zip(*scenario.probes(), strict=True)
        plan = planned(graph_of(scenario.account), (end for one in probes for end in (one.source, one.destination)))
        wrong = mutated(plan, mutation)
        if wrong.plan == plan.plan:
            continue
        touched += 1
        laboratory.build(wrong.plan)
        seen = observe(wrong, probes, laboratory)
        if [str(one.outcome) for one in seen] != list(expected):
            return
    pytest.fail(f"nobody noticed, in {touched} scenarios that it touches")


def mutated(plan: Planned, mutation: Mutation) -> Planned:
    changed: Plan = replace(plan.plan, spaces=tuple(map(mutation, plan.plan.spaces)))
    return replace(plan, plan=changed)
