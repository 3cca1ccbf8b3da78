"""The walker's traces and the encoding's verdicts in the same words, and where they contradict one another."""

from __future__ import annotations

from itertools import permutations

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.parties import parties
from innovate_model.analyses.survey import survey
from innovate_model.analyses.walking import walk
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.secret import Secret

from .z3_encoding.encoding import Verdict, encode
from .z3_encoding.world import World

NAT_PORT = 1024
"""The port that the walker's NAT gateways open connections from."""


def word(answer: Trace | Verdict) -> str:
    """`works`, `blocked` or `not known`."""
    if isinstance(answer, Trace):
        return "works" if answer.is_open else "not known" if answer.missing_only else "blocked"
    return "works" if answer.always else "not known" if answer.ever else "blocked"


def contradicts(walked: str, proven: str) -> bool:
    """Is one of them wrong? The walker may say "not known" where every case turns out the same way in the end: it stops
    at the first fact that is missing and follows none of the cases."""
    return walked not in (proven, "not known")


def is_a_choice(source: Endpoint, destination: Endpoint) -> bool:
    """May a client call a private or a public address?"""
    has_both = destination.public is not None and destination.called_as == "either"
    return bool(source.subnet) and has_both and source.place.version == 4


def answers(
    graph: Graph,
    world: World,
    pair: tuple[Endpoint, Endpoint],
    flows: list[tuple[str, int]],
    *,
    to_public_address: bool = False,
    source_port: int | None = None,
) -> list[tuple[str, str]]:
    """For each (protocol, port) what the walker and the encoding say of a session from one source port."""
    source, destination = pair
    port = source.client_ports[0] if source_port is None else source_port
    encoded = encode(
        world,
        source,
        destination,
        to_public_address=to_public_address,
        source_ports=(port, port),
        nat_ports=(NAT_PORT, NAT_PORT),
    )
    found = []
    for protocol, to_port in flows:
        trace = walk(
            graph, source, destination, protocol, to_port, source_port=port, to_public_address=to_public_address
        )
        found.append((word(trace), word(encoded.verdict(protocol, to_port))))
    return found


def pairs_of(graph: Graph) -> list[tuple[Endpoint, Endpoint]]:
    """Every ordered pair of a small model's ends, of one IP version each."""
    known = survey(graph)
    ends = [end for group in known.endpoints.by_owner.values() for end in group]
    for kind in (CustomerGateway, CloudfrontDistribution, S3Bucket, Secret):
        ends += [
            end
            for one in known.model.of(kind)
            if getattr(one, "cidr_blocks", "?")
            for end in parties(known, one.address)
        ]
    ends += parties(known, "internet")
    return [
        (one, other)
        for one, other in permutations(ends, 2)
        if one.place.version == other.place.version and one.kind is not Kind.SERVICE
    ]
