"""That no request gets from one place to another: what `never` and `isolated` prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from innovate_model.analyses.endpoints import INTERNET
from innovate_model.analyses.flow import Hop, Trace
from innovate_model.analyses.relaying import Request, Step
from innovate_model.analyses.routing import short
from innovate_model.analyses.sessions import witness
from innovate_model.finding import Related
from innovate_model.graph import Graph
from innovate_model.properties._ends import Ends
from innovate_model.properties._outcome import HOLDS, Outcome, Verdict, unknown
from innovate_model.properties._world import Chosen, World, WrongSelector
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.span import Path, at
from innovate_model.values import Ports

PASSES = (
    "apigatewayv2_api",
    "cloudfront_distribution",
    "egress_only_internet_gateway",
    "instance",
    "internet_gateway",
    "lb",
    "nat_gateway",
    "network_interface",
    "transit_gateway_attachment",
    "vpc_endpoint",
    "vpc_peering_connection",
    "vpn_connection",
)
"""Kinds that requests pass through, so that `except_via` may name them."""


def passed_through(world: World, chosen: Chosen, key: str = "except_via") -> tuple[str, ...]:
    """What `except_via` names. WrongSelector for what nothing passes through."""
    found: dict[str, None] = {}
    for index, selection in enumerate(chosen):
        meant = world.meant(selection, (key, index))
        fitting = [address for address in meant if world.graph.model[address].kind in PASSES]
        if not fitting:
            message = f"nothing passes through `{selection}`, a {world.graph.model[meant[0]].kind}"
            raise WrongSelector((key, index), message, "requests pass through: " + ", ".join(PASSES))
        found.update(dict.fromkeys(fitting))
    return tuple(found)


def no_way(world: World, sources: Ends, destinations: Ends, ports: tuple[Ports, ...], via: Iterable[str]) -> Outcome:
    """Proven if no request gets from the sources to the destinations unless it passes through one of `via`.

    That is: none does where these are not there. A gateway endpoint stays, as its route would give way to a wider one
    instead of leading nowhere; what goes through it is set aside.
    """
    model = world.graph.model
    kept = [address for address in via if _is_gateway_endpoint(world, address)]
    left = world.without(address for address in via if address not in kept)
    starts, ends = sources.kept(left.graph), destinations.kept(left.graph)
    ways = [way for way in left.requests(starts.side, ends.side, ports) if not _passes(left.graph, way, kept)]
    if ways and left is not world:
        ways = _there_too(world.requests(starts.side, ends.side, ports), ways)
    certain = [way for way in ways if all(step.is_certain for step in way)]
    if certain:
        return _broken(left.graph, certain)
    buckets = [model[name] for name in destinations.names if isinstance(model.resources.get(name), S3Bucket)]
    read = _read_by_everybody(world.graph, [b for b in buckets if isinstance(b, S3Bucket)], INTERNET in sources.names)
    if read.verdict is Verdict.BROKEN:
        return read
    return unknown(*_missing(left.graph, ways), *read.missing) if ways or read.missing else HOLDS


def _is_gateway_endpoint(world: World, address: str) -> bool:
    endpoint = world.graph.model.get(address, VpcEndpoint)
    return endpoint is not None and endpoint.type_ == "Gateway"


def _passes(graph: Graph, way: Request, gates: list[str]) -> bool:
    """Whether a session of the way goes through one of some gateway endpoints."""
    if not gates:
        return False
    traces = (witness(graph, step.opening) for step in way if step.opening is not None)
    return any(hop.component in gates for trace in traces for hop in trace.hops)


def _there_too(whole: Iterable[Request], ways: list[Request]) -> list[Request]:
    """The ways, less sessions that are not there as long as nothing is taken away: that could open a way of its own."""
    there = {(way[0].source, way[0].target) for way in whole if len(way) == 1}
    return [way for way in ways if len(way) > 1 or (way[0].source, way[0].target) in there]


def _broken(graph: Graph, ways: list[Request]) -> Outcome:
    way = min(ways, key=len)
    told = list(_told(graph, way))
    permits = tuple(dict.fromkeys(path for path in _permits(graph, way) if path))
    more = len({(other[0].source, other[-1].target) for other in ways}) - 1
    rest = f", and {more} more {'pair' if more == 1 else 'pairs'}" if more else ""
    return Outcome(Verdict.BROKEN, f"{_said(graph, way)}{rest}", tuple(Related(*each) for each in told), permits)


def _said(graph: Graph, way: Request) -> str:
    """`internet opens a session to X on tcp/443 (tcp 198.51.100.1:1024 -> 10.0.0.10:443)`."""
    first, last = way[0], way[-1]
    over = [short(step.target) for step in way[:-1]]
    by = f" by way of {', then '.join(over)}" if over else ""
    if last.opening is None:
        return f"requests from {first.source} get to {last.target}{by}"
    trace = witness(graph, last.opening)
    verb = "opens a session to" if not over else "gets requests to"
    return f"{first.source} {verb} {last.target} on {_port(trace)}{by} ({trace.flow})"


def _port(trace: Trace) -> Ports:
    port = trace.flow.destination_port
    return Ports(trace.flow.protocol, port, port or 65535)


def _told(graph: Graph, way: Request) -> Iterator[tuple[str, Path]]:
    """Each thing that lets a request on, with its place."""
    for number, step in enumerate(way):
        if step.opening is None or step.path:
            verb = "hands requests on to" if number else "gets to"
            yield f"{step.source} {verb} {short(step.target)}", step.path
        if step.opening is not None:
            yield from told_hops(witness(graph, step.opening))


def _permits(graph: Graph, way: Request) -> Iterator[Path]:
    """What lets a request on; what only lets the answer back does not."""
    for step in way:
        yield step.path
        if step.opening is not None:
            yield from (hop.path for hop in witness(graph, step.opening).hops)


def told_hops(trace: Trace) -> Iterator[tuple[str, Path]]:
    """The hops of a session, there and back, each in a sentence with its place."""
    for hop in trace.hops:
        yield _hop(hop), hop.path
    for hop in trace.return_hops:
        yield f"for the answer, {_hop(hop)}", hop.path


def _hop(hop: Hop) -> str:
    return f"{short(hop.component)} {hop.action}"


def _missing(graph: Graph, ways: list[Request]) -> Iterator[str]:
    """The facts that decide whether some ways are there, each with the first session that depends on it. Ways beyond a
    few dozen are counted: they are the same ones between other ends."""
    facts: dict[str, Step] = {}
    for step in (step for way in ways[:_MOST_WALKED] for step in way):
        if step.opening is not None and not step.opening.is_certain:
            trace = witness(graph, step.opening)
            for hop in trace.missing or trace.hops[-1:]:
                facts.setdefault(hop.remedy or hop.action, step)
    yield from (f"{fact} (for {step.source} -> {step.target})" for fact, step in facts.items())
    if len(ways) > _MOST_WALKED:
        yield f"what decides {len(ways) - _MOST_WALKED} more ways"


_MOST_WALKED = 40


def _read_by_everybody(graph: Graph, buckets: list[S3Bucket], by_internet: bool) -> Outcome:
    """Whether people without credentials read a bucket directly: never while its public access block is on. Off, the
    bucket's policy says, which is not in the model; but an origin without access control works only if it does.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
    """
    missing = []
    for bucket in buckets if by_internet else ():
        if bucket.block_public_access:
            continue
        flag = at(bucket.address, "block_public_access")
        for distribution in graph.model.of(CloudfrontDistribution):
            for name, origin in distribution.origins.items():
                if origin.s3_bucket == bucket.address and origin.access == "public":
                    path = at(distribution.address, "origins", name, "access")
                    told = (
                        Related(f"{short(bucket.address)} may be made public", flag),
                        Related(f"origin {name} works only if everybody may read the bucket", path),
                    )
                    return Outcome(Verdict.BROKEN, f"everybody reads {bucket.address}", told, (flag,))
        missing.append(f"whether a policy or an access list lets everybody read {bucket.address}")
    return unknown(*missing) if missing else HOLDS
