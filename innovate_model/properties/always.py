"""Every session that is asked for works, for certain: between every two ends, from every address, to every port.

An end is each interface of what a selector means, a subnet any host that could stand there. `pairs: any` asks only
that some pair works, on all ports and from all of its addresses. A name that means several things means each of them.
A block of addresses is every host that may have one of them: of a subnet, of a site, of the internet; what of it no
network of the model has is not known. The name of a service of AWS means what its DNS leads to from where it is called:
an interface endpoint of the VPC with private DNS, else the public endpoint
(https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames).
Whether somebody listens is not asked. What the model leaves open (an address that a rule admits only in part, a group
that is not in it) makes the answer "not known".

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a]
            subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
            security_groups:
              app: {ingress: {}, egress: {db: {ports: tcp/5432, to: security_groups.db}}}
              db: {ingress: {app: {ports: tcp/5432, from: security_groups.app}}, egress: {}}
            instances:
              app: {instance_type: t3.micro, subnet: app, security_groups: app}
              db: {instance_type: t3.micro, subnet: app, security_groups: db}
    properties:
      app-has-its-database:
        always: {from: instances.app, to: instances.db, ports: tcp/5432}
        because: The application does nothing without it
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a]
            subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
            security_groups:
              app: {ingress: {}, egress: {db: {ports: tcp/5432, to: security_groups.db}}}
              db: {ingress: {app: {ports: tcp/3306, from: security_groups.app}}, egress: {}}
            instances:
              app: {instance_type: t3.micro, subnet: app, security_groups: app}
              db: {instance_type: t3.micro, subnet: app, security_groups: db}
    properties:
      app-has-its-database:
        always: {from: instances.app, to: instances.db, ports: tcp/5432}
        because: The application does nothing without it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from innovate_model.analyses.blocks import holders
from innovate_model.analyses.endpoints import Endpoint
from innovate_model.analyses.flow import Disposition, Hop, Trace
from innovate_model.analyses.parties import NotInNetwork, parties, sources
from innovate_model.analyses.reachability import from_every_port, resolved
from innovate_model.analyses.routing import short
from innovate_model.analyses.selecting import Selections
from innovate_model.analyses.sessions import called_at, openings, pinned
from innovate_model.analyses.survey import survey
from innovate_model.analyses.terms import ASKS, Term
from innovate_model.finding import Related
from innovate_model.properties._covering import Gap, first_gap
from innovate_model.properties._ends import refuse_outside
from innovate_model.properties._outcome import HOLDS, Outcome, Verdict, unknown
from innovate_model.properties._values import PortRanges
from innovate_model.properties._world import Chosen, World, WrongSelector
from innovate_model.resources.base import Part
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.values import network

PILLAR = "reliability"
_END = Term(asks=True, unless=("pairs", "any"))


class Always(Part):
    """Sessions `from` the one `to` the other work on `ports`."""

    from_: Annotated[Selections, _END] = Field(alias="from")
    """Where sessions start: addresses with patterns, `internet`, hosts, blocks, or kinds with attributes."""
    to: Annotated[Selections, _END]
    """Where they must get."""
    ports: Annotated[PortRanges, Field(min_length=1), ASKS]
    """The ports that must work, all of them (`tcp/5432`, `tcp/8000-8080`)."""
    pairs: Annotated[Literal["every", "any"], Term(asks=True, order=("any", "every"))] = "every"
    """Whether every pair of ends must work, or one is enough."""


BODY = Always


def prove(world: World, body: Always) -> Outcome:
    """Whether it holds, with a session that does not work where it does not."""
    starts = _side(world, body.from_, "from")
    ends = _side(world, body.to, "to")
    refuse_outside(world, starts.names, ends.names)
    pairs = [
        (start, called)
        for start in starts.ends
        for end in ends.ends
        for called in resolved(survey(world.graph), start, end)
        if start.place.version == called.place.version
        and (start.address, start.subnet) != (called.address, called.subnet)
    ]
    if not pairs:
        return Outcome(Verdict.BROKEN, "no two ends of it have an IP version in common", advice="give them one")
    found = openings(world.graph, starts.names, ends.names, body.ports)
    gaps = [first_gap(start, end, body.ports, found) for start, end in pairs]
    left = [gap for gap in gaps if gap is not None]
    if body.pairs == "any":
        return HOLDS if len(left) < len(gaps) else _explained(world, left)
    outcome, unknown_ends = _explained(world, left) if left else HOLDS, (*starts.unknown, *ends.unknown)
    if outcome.verdict is Verdict.BROKEN or not unknown_ends:
        return outcome
    return unknown(*unknown_ends, *outcome.missing)


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of the sessions: `names` as `openings` takes them, the `ends` that are meant, and in clauses what of it
    is `unknown`."""

    names: tuple[str, ...]
    ends: tuple[Endpoint, ...]
    unknown: tuple[str, ...]


def _side(world: World, chosen: Chosen, key: str) -> _Side:
    """What selectors mean, with at least one end for each."""
    names: dict[str, None] = {}
    ends: dict[Endpoint, None] = {}
    unknown: dict[str, None] = {}
    for index, selection in enumerate(chosen):
        found = False
        for name in world.parties(selection, (key, index)):
            holding = _holding(world, name, key)
            names.update(dict.fromkeys(holding.names))
            ends.update(dict.fromkeys(holding.ends))
            unknown.update(dict.fromkeys(holding.unknown))
            found = found or bool(holding.ends)
        if not found:
            raise WrongSelector((key, index), *_without_end(str(selection), key))
    return _Side(tuple(names), tuple(ends), tuple(unknown))


def _holding(world: World, name: str, key: str) -> _Side:
    """One party: a block is whoever may have an address of it."""
    known = survey(world.graph)
    if "/" not in name:
        try:
            return _Side((name,), (sources if key == "from" else parties)(known, name), ())
        except NotInNetwork:
            return _Side((), (), ())
    found = holders(known, network(name))
    ends = tuple(
        end for end in found.ends if key == "to" or not isinstance(known.model.resources.get(end.address), NatGateway)
    )
    unknown = tuple(f"who has {block}: no network of the model" for block in found.unknown)
    return _Side(tuple(dict.fromkeys(end.address for end in ends)), ends, unknown)


def _without_end(text: str, key: str) -> tuple[str, str]:
    """What is wrong with a selector that means no end, and what to write instead."""
    if "/" in text:
        return (
            f"no network of the model has an address of `{text}`",
            "name a block of a subnet, of a site, of the internet",
        )
    what = "opens no sessions" if key == "from" else "has no place in the network"
    hint = "name what opens or takes connections: a load balancer, an instance, a deployment, a subnet, internet"
    return f"`{text}` {what}", hint


def _explained(world: World, gaps: list[Gap]) -> Outcome:
    """The first pair that certainly fails; else what decides whether some do."""
    tried = [(gap, _walked(world, gap)) for gap in gaps]
    failing = next(((gap, trace) for gap, trace in tried if trace.blocking), None)
    if failing is None:
        facts = {hop.remedy: trace for _, trace in reversed(tried) for hop in trace.missing}
        missing = [f"{fact} (for {trace.source} -> {trace.destination})" for fact, trace in facts.items()]
        return unknown(*(missing or ["which addresses its ends have: rules admit only a part of them"]))
    gap, trace = failing
    more = len(gaps) - 1
    rest = f", nor between {more} more {'pair' if more == 1 else 'pairs'}" if more else ""
    says = f"{trace.source} opens no session to {trace.destination} on {gap.ports}{_port(trace)} ({trace.flow}){rest}"
    told = tuple(Related(f"{short(hop.component)} {hop.action}", hop.path) for hop in trace.blocking)
    advice = "it needs " + "; ".join(dict.fromkeys(_needed(trace)))
    if _port(trace):
        first, last = gap.source.client_ports
        advice += f"; its client opens sessions from any port of {first} to {last}, and all of them count"
    denying = tuple(hop.path for hop in trace.blocking if hop.path and _denies(hop))
    return Outcome(Verdict.BROKEN, says, told, denying, advice=advice)


def _denies(hop: Hop) -> bool:
    """Whether a line stops the session that could be taken out: not where one is missing, a rule or a route."""
    return hop.stops is not Disposition.NO_ROUTE and hop.path[-1] not in ("ingress", "egress")


def _port(trace: Trace) -> str:
    """The port of the client, where the answer alone is stopped: then it is one that matters."""
    is_answer = trace.flow.source_port and not any(hop.stops for hop in trace.hops)
    return f" from port {trace.flow.source_port}" if is_answer else ""


def _needed(trace: Trace) -> Iterator[str]:
    for hop in trace.blocking:
        yield f"{hop.remedy.removeprefix('it would need ')} ({short(hop.component)})"


def _walked(world: World, gap: Gap) -> Trace:
    """The walk of one session that is missing, from a port of the client from which it does not work."""
    known = survey(world.graph).endpoints.by_owner
    # What has an interface has one address of those that it may have; any host of a subnet may have each of them.
    start = gap.source if gap.source.address in known else pinned(gap.source, gap.source_addresses)
    end, to = gap.destination, gap.destination_addresses
    if end.address not in known:
        end = called_at(end, to) if gap.to_public_address else pinned(end, to)
    flow = start, end, gap.ports.protocol, gap.ports.from_port, gap.to_public_address
    return from_every_port(world.graph, survey(world.graph), flow)
