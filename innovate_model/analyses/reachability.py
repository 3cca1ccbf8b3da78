"""Can this open a session to that? Every interface of the one against every interface of the other, each walked there
and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from innovate_model.analyses.endpoints import Endpoint, Kind, apart
from innovate_model.analyses.flow import Hop, Trace
from innovate_model.analyses.naming import UnknownName
from innovate_model.analyses.parties import NotInNetwork, name_of, parties, sources
from innovate_model.analyses.probing import assumed_ports, edges_between, probes
from innovate_model.analyses.routing import service_of
from innovate_model.analyses.stands import ANY_PORTS
from innovate_model.analyses.survey import Survey, survey
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.analyses.walking import walk
from innovate_model.graph import Graph
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.span import path_text
from innovate_model.values import Ports

__all__ = ["Answer", "NotInNetwork", "UnknownName", "Verdict", "reach"]


class Verdict(StrEnum):
    """The answer in one word."""

    REACHABLE = "reachable"
    BLOCKED = "blocked"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Answer(Tabular):
    """Whether a session can be opened, over all pairs of endpoints.

    `verdict`: reachable if it works between any pair, else not known if some pair depends on what the model does not
    say. `witness`: the trace to show, one that agrees with the verdict, inside one Availability Zone where there is
    such a one. `traces`: one for each pair, in the order of the model; `agreeing`: how many of them end as the
    verdict says. `ports`: what was asked about; `assumption`: how that was chosen where nobody said, "" otherwise.
    `note`: of which addresses of the internet alone the verdict is true, "" for all.
    """

    source: str
    destination: str
    ports: tuple[Ports, ...]
    verdict: Verdict
    witness: Trace
    traces: tuple[Trace, ...]
    assumption: str = ""
    note: str = ""

    @property
    def is_reachable(self) -> bool:
        """Does a session work between at least one pair? For users' assertions: not known counts as no."""
        return self.verdict is Verdict.REACHABLE

    @property
    def agreeing(self) -> int:
        """How many pairs end as the verdict says."""
        return sum(_verdict_of(trace) is self.verdict for trace in self.traces)

    @property
    def is_unanimous(self) -> bool:
        """Does every pair end as the verdict says? `innovate reach --expect` and promises ask for that."""
        return self.agreeing == len(self.traces)

    @property
    def dissenting(self) -> Trace | None:
        """One pair that ends otherwise than the verdict says, a blocked one where there is one; None where all
        agree."""
        others = (trace for trace in self.traces if _verdict_of(trace) is not self.verdict)
        return min(others, key=lambda trace: trace.missing_only, default=None)

    @property
    def blocking(self) -> tuple[Hop, ...]:
        """What stops the witness, in the order of its way there and back; empty if it works."""
        return self.witness.blocking

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that the model lacks for a certain answer, each once; empty if there is one."""
        if self.verdict is not Verdict.NOT_KNOWN:
            return ()
        return tuple(dict.fromkeys(hop.remedy for trace in self.traces for hop in trace.missing))

    def sentences(self) -> tuple[str, ...]:
        """The answer in plain words: the verdict, its extent, and what decides it."""
        asked = ", ".join(map(str, self.ports))
        says = {
            Verdict.REACHABLE: f"{self.source} reaches {self.destination} on {self.witness_port}",
            Verdict.BLOCKED: f"{self.source} does not reach {self.destination} on {asked}",
            Verdict.NOT_KNOWN: f"whether {self.source} reaches {self.destination} on {asked} is not known",
        }
        lines = [f"{says[self.verdict]}{f', {self.note}' if self.note else ''}: {self._extent()}", *self.remarks()]
        lines += [f"{hop.stops}: {hop.component}: {hop.action}" for hop in self.blocking]
        lines += [f"the model does not say {fact}" for fact in self.missing]
        return tuple(lines)

    def remarks(self) -> tuple[str, ...]:
        """What limits the verdict: the ports that were assumed, the pairs that end otherwise."""
        lines = [self.assumption] if self.assumption else []
        other = self.dissenting
        if other is not None:
            where, decided = f"{self.agreeing} of {len(self.traces)} pairs of endpoints", other.deciding
            lines.append(f"{self.verdict} for {where}; {_verdict_of(other)}, for one: {other.flow}")
            lines.append(f"  {decided.stops} there: {decided.component}: {decided.action}")
        return tuple(lines)

    def table(self) -> Table:
        """One row for each hop of the witness, there and back, with what it needs where it stops the flow."""
        sentences = self.sentences()[: 1 + len(self.remarks())]
        ways = (("there", self.witness.hops), ("back", self.witness.return_hops))
        rows = tuple(
            (way, hop.component, hop.action, str(hop.stops or ""), hop.remedy, path_text(hop.path))
            for way, hops in ways
            for hop in hops
        )
        return Table(("way", "at", "what happens", "ends it", "would need", "decided by"), rows, "\n".join(sentences))

    def __str__(self) -> str:
        return "\n".join(self.sentences())

    @property
    def witness_port(self) -> Ports:
        """The protocol and port of the witness."""
        flow = self.witness.flow
        return Ports(flow.protocol, flow.destination_port, flow.destination_port or 65535)

    def _extent(self) -> str:
        pairs = (
            "the only pair of endpoints" if len(self.traces) == 1 else f"{self.agreeing} of {len(self.traces)} pairs"
        )
        return f"{pairs}, {self.witness.disposition}"


def reach(graph: Graph, source: str, destination: str, ports: Ports | None = None) -> Answer:
    """Whether `source` can open a session to `destination` on any port of `ports`, and the answers come back.

    Each is an address or the unique end of one (`lbs.api`), `internet`, an IP address, or for the destination an AWS
    service (`com.amazonaws.us-east-1.s3`). UnknownName (with the nearest names) for what is none of these,
    NotInNetwork for a resource that is no endpoint. Without `ports`: those of a load balancer's listeners or
    target groups, that pods declare, that the destination's security groups admit, else an assumption that is told.
    """
    known = survey(graph)
    starts = sources(known, source)
    ends = parties(known, destination)
    asked, assumption = ((ports,), "") if ports is not None else assumed_ports(known, starts, ends)
    traces: list[tuple[Trace, str]] = []
    for start, end in _pairs(known, starts, ends):
        trace = settle(graph, known, start, end, asked)
        if trace is not None:
            traces.append((trace, _note(start, end)))
    if not traces:
        carried = f" that carries {ports}" if ports is not None and ports.protocol.startswith("icmp") else ""
        raise NotInNetwork(f"`{source}` and `{destination}` have no IP version in common{carried}")
    verdict = _overall(trace for trace, _ in traces)
    witness, note = min(
        ((trace, note) for trace, note in traces if _verdict_of(trace) is verdict),
        key=lambda pair: (pair[1] != "", not _is_within_zone(known, pair[0]), len(pair[0].blocking)),
    )
    return Answer(
        name_of(known, source),
        name_of(known, destination),
        asked,
        verdict,
        witness,
        tuple(trace for trace, _ in traces),
        assumption,
        note,
    )


def _note(start: Endpoint, end: Endpoint) -> str:
    return f"from {start.note} only" if start.note else f"to {end.note} only" if end.note else ""


def _pairs(
    known: Survey, starts: tuple[Endpoint, ...], ends: tuple[Endpoint, ...]
) -> Iterator[tuple[Endpoint, Endpoint]]:
    for start in starts:
        for end in ends:
            for target in resolved(known, start, end):
                if start.place.version == target.place.version and start is not target:
                    yield apart(start, target)
    if len(starts) == 1 and starts[0] is ends[0]:
        yield starts[0], ends[0]


def resolved(known: Survey, start: Endpoint, end: Endpoint) -> tuple[Endpoint, ...]:
    """Where the name of an AWS service leads from a VPC: to an interface endpoint there that has private DNS, else to
    the public endpoint. S3 and DynamoDB go by the gateway endpoint where the VPC has one.

    https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html#interface-endpoint-dns-hostnames
    """
    if end.kind is not Kind.SERVICE or not start.subnet:
        return (end,)
    vpc = known.vpc_of(start.subnet)
    own = [one for one in known.vpc_endpoints.get(vpc.address, ()) if service_of(known, one) == end.service]
    if any(one.type_ == "Gateway" for one in own) or not (vpc.enable_dns_support and vpc.enable_dns_hostnames):
        return (end,)
    private = [one for one in own if one.type_ == "Interface" and one.private_dns_enabled]
    found = [target for one in private for target in known.endpoints.by_owner.get(one.address, ())]
    return tuple(found) or (end,)


def settle(graph: Graph, known: Survey, start: Endpoint, end: Endpoint, asked: tuple[Ports, ...]) -> Trace | None:
    """The trace of one pair: of the first port that works, else the first that may, else the first. None where its IP
    version carries none of what is asked.

    The private address is tried first; inside AWS the public one too, where there is one.
    """
    best: Trace | None = None
    for protocol, port in probes(known, start, end, asked):
        for to_public in (False, True) if calls_both(start, end) else (False,):
            trace = from_every_port(graph, known, (start, end, protocol, port, to_public))
            if trace.is_open:
                return trace
            if best is None or (_verdict_of(trace) is Verdict.NOT_KNOWN and not best.missing_only):
                best = trace
    return best


def from_every_port(graph: Graph, known: Survey, flow: tuple[Endpoint, Endpoint, str, int, bool]) -> Trace:
    """The trace of a session from whichever port its client, and a NAT gateway on the way, may open it: the first that
    is not open, else the first.

    Network ACLs judge the answer by this port:
    https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
    """
    start, end, protocol, port, to_public = flow
    first = walk(graph, start, end, protocol, port, to_public_address=to_public)
    if not first.is_open or not first.flow.source_port:
        return first
    asked = [{"source_port": one} for one in edges_between(known, *start.client_ports)[1:]]
    if any(isinstance(known.model.resources.get(hop.component), NatGateway) for hop in first.hops):
        asked += [{"nat_port": one} for one in edges_between(known, *ANY_PORTS)[1:]]
    for ports in asked:
        trace = walk(graph, start, end, protocol, port, to_public_address=to_public, **ports)
        if not trace.is_open:
            return trace
    return first


def calls_both(start: Endpoint, end: Endpoint) -> bool:
    """Has a client a choice between a private and a public address?"""
    return bool(start.subnet) and end.public is not None and end.place.version == 4 and end.called_as == "either"


def _verdict_of(trace: Trace) -> Verdict:
    if trace.is_open:
        return Verdict.REACHABLE
    return Verdict.NOT_KNOWN if trace.missing_only else Verdict.BLOCKED


def _overall(traces: Iterable[Trace]) -> Verdict:
    seen = {_verdict_of(trace) for trace in traces}
    return next(verdict for verdict in (Verdict.REACHABLE, Verdict.NOT_KNOWN, Verdict.BLOCKED) if verdict in seen)


def _is_within_zone(known: Survey, trace: Trace) -> bool:
    zones = [known.subnet(one).availability_zone for one in (trace.source_subnet, trace.destination_subnet) if one]
    return len(set(zones)) < 2
