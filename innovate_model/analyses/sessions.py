"""Every session that works between some parties, exactly: from which addresses to which, on which ports.

`reachability` asks about one flow and shows its hops; this asks about all flows at once and misses none, so that an
empty answer is a proof. It is `walking` that shows the hops of a witness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from innovate_model.analyses.amazon_addresses import amazon_service, may_be_amazons
from innovate_model.analyses.endpoints import INTERNET, Endpoint, Kind
from innovate_model.analyses.flow import Trace
from innovate_model.analyses.parties import EXAMPLES, parties, sources
from innovate_model.analyses.places import Networks, Place, inside, outside, public_blocks
from innovate_model.analyses.probing import protocols_of
from innovate_model.analyses.reachability import calls_both, resolved
from innovate_model.analyses.stands import ANY_PORTS
from innovate_model.analyses.survey import Survey, survey
from innovate_model.analyses.walking import walk
from innovate_model.graph import Graph
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.vpc import Vpc
from innovate_model.values import Ports, network

if TYPE_CHECKING:
    from innovate_model.analyses.engine.all_pairs import AllPairs
    from innovate_model.analyses.engine.asking import Callers, Target

__all__ = ["Opening", "all_pairs", "among", "between", "openings", "pinned", "witness"]


@dataclass(frozen=True, slots=True)
class Opening:
    """Sessions that work between two endpoints: on every port of `ports`, from each of `source_addresses` to each of
    `destination_addresses`.

    `ports` are of one protocol: tcp, udp, icmp, icmpv6, or `other` for those that only rules for all protocols let
    through. `is_certain`: False where a fact that the model does not state may forbid them. `to_public_address`: the
    client calls the public address, which is then what `destination_addresses` holds: of one that AWS chooses, those at
    which the sessions work.
    """

    source: Endpoint
    destination: Endpoint
    ports: Ports
    source_addresses: Networks
    destination_addresses: Networks
    is_certain: bool
    to_public_address: bool = False

    def __str__(self) -> str:
        verb = "reaches" if self.is_certain else "may reach"
        return f"{self.source.address} {verb} {self.destination.address} on {self.ports}"


def openings(graph: Graph, from_: Iterable[str], to: Iterable[str], asked: Iterable[Ports] = ()) -> tuple[Opening, ...]:
    """Every session that works from some parties to others, on the ports that are asked about, () for all; none means
    that none can work.

    Names are those of `parties`; UnknownName and NotInNetwork as there. A client opens its session from any port of its
    range (`Endpoint.client_ports`), and an opening holds for all of them. An endpoint has no sessions with itself.
    """
    known = survey(graph)
    starts = [end for name in from_ for end in _every(known, name, sources)]
    ends = [end for name in to for end in _every(known, name, parties)]
    return tuple(between(graph, starts, ends, tuple(asked)))


def between(
    graph: Graph, starts: Iterable[Endpoint], ends: Iterable[Endpoint], asked: tuple[Ports, ...] = ()
) -> Iterator[Opening]:
    """The same between endpoints."""
    known = survey(graph)
    of, to = tuple(dict.fromkeys(starts)), tuple(dict.fromkeys(ends))
    return chain(
        _answered(graph, _question(known, of, to), asked),
        _by_amazon(known, product(of, filter(may_be_amazons, to)), asked),
    )


def among(graph: Graph, pairs: Iterable[tuple[Endpoint, Endpoint]], asked: tuple[Ports, ...] = ()) -> Iterator[Opening]:
    """The same from the first to the second of each of some pairs."""
    pairs = tuple(pairs)
    ends_of: dict[Endpoint, dict[Endpoint, None]] = {}
    for start, end in pairs:
        ends_of.setdefault(start, {})[end] = None
    alike: dict[tuple[Endpoint, ...], list[Endpoint]] = {}
    for start, ends in ends_of.items():
        alike.setdefault(tuple(ends), []).append(start)
    known = survey(graph)
    question = [callers for ends, starts in alike.items() for callers in _question(known, starts, ends)]
    return chain(_answered(graph, question, asked), _by_amazon(known, pairs, asked))


def _answered(graph: Graph, question: list[Callers], asked: tuple[Ports, ...]) -> Iterator[Opening]:
    from innovate_model.analyses.engine.asking import answers

    for found in answers(graph, question) if question else ():
        for ports, is_certain in found.ports:
            for part in _clipped(ports, asked):
                yield Opening(
                    found.pair.source,
                    found.pair.destination,
                    part,
                    found.source_addresses,
                    found.destination_addresses,
                    is_certain,
                    found.pair.to_public_address,
                )


def _question(known: Survey, starts: Iterable[Endpoint], ends: Iterable[Endpoint]) -> list[Callers]:
    """Who calls whom. Those of one IP version in one VPC, and those without, call the same."""
    from innovate_model.analyses.engine.asking import Callers, is_outside

    alike: dict[tuple[int, bool, str], dict[int, Endpoint]] = {}
    for position, start in enumerate(starts):
        vpc = known.vpc_of(start.subnet).address if start.subnet else ""
        alike.setdefault((start.place.version, is_outside(start), vpc), {})[position] = start
    return [
        Callers(are_outside, sources, tuple(_targets(known, next(iter(sources.values())), ends)))
        for (_, are_outside, _), sources in alike.items()
    ]


def _targets(known: Survey, start: Endpoint, ends: Iterable[Endpoint]) -> Iterator[Target]:
    """What an endpoint calls, by which of its addresses."""
    from innovate_model.analyses.engine.asking import Target

    for end in ends:
        for target in resolved(known, start, end):
            if target.place.version == start.place.version and not amazon_service(known, start, target):
                yield Target(target, is_public=False)
                if calls_both(start, target):
                    yield Target(target, is_public=True)


def _by_amazon(
    known: Survey, pairs: Iterable[tuple[Endpoint, Endpoint]], asked: tuple[Ports, ...]
) -> Iterator[Opening]:
    """What interfaces call at addresses that are AWS's own: no filter is in the way, and whether it answers is not
    known, so that the engine has nothing to say of it."""
    for start, end in pairs:
        if start.place.version == end.place.version and amazon_service(known, start, end):
            for protocol in (*protocols_of("all", end.place.version), "other"):
                for ports in _clipped(Ports(protocol, 0, 65535), asked):
                    yield Opening(start, end, ports, start.place.possible, end.place.possible, is_certain=False)


def all_pairs(graph: Graph, endpoints: Iterable[Endpoint] = ()) -> AllPairs:
    """What is open between every two of some endpoints, () for all interfaces of the model but those of NAT gateways,
    which neither open sessions nor take any."""
    from innovate_model.analyses.engine.all_pairs import all_pairs as pairs_of

    return pairs_of(graph, tuple(endpoints) or interfaces_of(graph))


def interfaces_of(graph: Graph) -> tuple[Endpoint, ...]:
    """Every interface that sessions start from or end at."""
    known = survey(graph)
    owners = (owner for owner in known.endpoints.by_owner if not isinstance(known.model[owner], NatGateway))
    return tuple(end for owner in owners for end in known.endpoints.by_owner[owner])


def witness(graph: Graph, opening: Opening) -> Trace:
    """One flow of an opening, hop by hop: from and to addresses of it that are not the same, on its first port."""
    of, to = _apart(opening.source_addresses, opening.destination_addresses)
    start, end = pinned(opening.source, of), opening.destination
    end = called_at(end, to) if opening.to_public_address else pinned(end, to)
    protocol, port = opening.ports.protocol, opening.ports.from_port
    return walk(graph, start, end, protocol, port, to_public_address=opening.to_public_address)


def _apart(of: Networks, to: Networks) -> tuple[Networks, Networks]:
    """Some addresses from which one can be taken of each, the first or an example, without their being one and the
    same: no host has the address of another."""
    pairs = product(_few(of), _few(to))
    return next(((one, other) for one, other in pairs if one != other), (of, to))


def _few(addresses: Networks) -> Iterator[Networks]:
    """Two addresses of some, each by itself; known examples of hosts before others."""
    version = addresses[0].version
    examples = (network(ip) for ip in EXAMPLES[version])
    known = [(one,) for one in examples if inside(addresses, (one,)) == (one,)]
    first = ((network(str(ip)),) for block in addresses for ip in islice(block, 2))
    yield from islice((*known, *islice(first, 2)), 2)


def pinned(end: Endpoint, addresses: Networks) -> Endpoint:
    """An endpoint that has the first of some addresses. One whose address nobody can know stays as it is. Of a load
    balancer that keeps its client's address, that is the one."""
    if not end.place.seen.ip:
        return end
    if end.place.kept is not None:
        return replace(end, place=replace(end.place, kept=_at(end.place.kept, addresses)))
    place = _at(end.place, addresses)
    return replace(end, place=place, public=place if end.public == end.place else end.public, is_representative=False)


def called_at(end: Endpoint, addresses: Networks) -> Endpoint:
    """An endpoint whose public address is the first of some; none is shown where AWS chooses it."""
    if end.public is None:
        return end
    public = _at(end.public, addresses)
    return replace(end, public=public if end.public.ip else replace(public, ip=""))


def _at(place: Place, addresses: Networks) -> Place:
    ip = str(addresses[0].network_address)
    return replace(place, ip=ip, possible=(network(ip),))


def _every(known: Survey, name: str, meant: Callable[[Survey, str], tuple[Endpoint, ...]]) -> tuple[Endpoint, ...]:
    """The endpoints that a name means; of the internet every address, where `parties` has samples."""
    return everybody(known) if name == INTERNET else meant(known, name)


def everybody(known: Survey) -> tuple[Endpoint, ...]:
    """The internet: every public address that is nobody's in the model."""
    own = [network(block) for vpc in known.model.of(Vpc) for block in vpc.cidr_blocks]
    own += [
        block
        for group in known.endpoints.by_owner.values()
        for end in group
        if end.public is not None and end.public.ip
        for block in end.public.possible
    ]
    found = []
    for version in (4, 6):
        blocks = outside(public_blocks(version), own)
        place = Place(str(blocks[0].network_address), blocks, owner=INTERNET)
        found.append(Endpoint(INTERNET, Kind.INTERNET, place, is_representative=True, client_ports=ANY_PORTS))
    return tuple(found)


def _clipped(ports: Ports, asked: tuple[Ports, ...]) -> Iterator[Ports]:
    if not asked:
        yield ports
    for one in asked:
        if one.overlaps(ports):
            yield Ports(ports.protocol, max(one.from_port, ports.from_port), min(one.to_port, ports.to_port))
