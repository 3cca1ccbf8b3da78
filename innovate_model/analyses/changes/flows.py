"""Which sessions work in one model and not in the other.

Two flows are the same if they are between the same two things on the same ports, wherever these stand: that a program
moved to another subnet opens nothing. How many pairs of interfaces they work between is counted, so that a way lost in
one Availability Zone shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from innovate_model.analyses.changes.regions import Region, less
from innovate_model.analyses.changes.resources import Match, Resources
from innovate_model.analyses.changes.touched import Parties, parties
from innovate_model.analyses.endpoints import Endpoint, Endpoints, Kind
from innovate_model.analyses.places import Networks, inside, outside
from innovate_model.analyses.sessions import Opening, openings
from innovate_model.analyses.survey import survey
from innovate_model.graph import Graph
from innovate_model.values import Network, Ports, network

_EVERYWHERE = {4: (network("0.0.0.0/0"),), 6: (network("::/0"),)}

Seat = tuple[str, str, int]
"""An interface by what has it, the subnet and the IP version, all by their names in the new model."""


class Turn(StrEnum):
    """What became of sessions. `opened`: there were none between the two on these ports; `widened`: between fewer
    interfaces or addresses; `closed` and `narrowed` are these the other way round."""

    OPENED = "opened"
    WIDENED = "widened"
    CLOSED = "closed"
    NARROWED = "narrowed"


@dataclass(frozen=True, slots=True)
class FlowChange:
    """Sessions between two things on some ports of one protocol.

    Names are those of the new model for what is in it. `pairs_before`, `pairs_after`: between how many pairs of
    interfaces they work. `source_addresses`, `destination_addresses`: which addresses of an end outside the VPCs the
    change is about; () for all of them. `is_certain`: False where one of the models does not say enough. `sample`: an
    opening of the model in which they work.
    """

    turn: Turn
    source: str
    destination: str
    ports: Ports
    pairs_before: int
    pairs_after: int
    is_certain: bool
    sample: Opening
    source_addresses: Networks = ()
    destination_addresses: Networks = ()


def flow_changes(old: Graph, new: Graph, matched: Match, found: Resources) -> tuple[FlowChange, ...]:
    """Every session that opened or closed, in the order of sources, destinations, ports and turns."""
    asked_old, asked_new = parties(old, new, matched, found)
    if not asked_old.touched and not asked_new.touched:
        return ()
    moved = _moved(survey(old).endpoints, survey(new).endpoints, matched)

    def seat_of(end: Endpoint) -> Seat:
        name, where, version = _seat(end)
        seat = matched.new_address(name), matched.new_address(where), version
        return moved.get(seat, seat)

    opened_old, opened_new = _openings(old, asked_old, seat_of), _openings(new, asked_new, _seat)
    both = _on_both_sides(_possible(opened_old), _possible(opened_new))
    before, after = _by_pair(_flows(opened_old, both)), _by_pair(_flows(opened_new, both))
    changes: list[FlowChange] = []
    for pair in sorted({**before, **after}):
        changes.extend(_compared(pair, before.get(pair, []), after.get(pair, [])))
    return tuple(changes)


def _seat(end: Endpoint) -> Seat:
    """Of networks on premises each block counts as an interface of its own."""
    where = str(end.place.possible[0]) if end.kind is Kind.ON_PREMISES else end.subnet
    return end.address, where, end.place.version


@dataclass(frozen=True, slots=True)
class _Flow:
    """An opening, with its ends as both models know them and the addresses that matter, of all that do (`whole`)."""

    opening: Opening
    seats: tuple[Seat, Seat]
    region: Region
    whole: Region


_Opened = list[tuple[Opening, tuple[Seat, Seat]]]


def _openings(graph: Graph, asked: Parties, seat_of: Callable[[Endpoint], Seat]) -> _Opened:
    """What works from the touched, then to them from everybody else."""
    chosen = set(asked.touched)
    touched = tuple(name for name in asked.openers if name in chosen)
    others = tuple(name for name in asked.openers if name not in chosen)
    takers = tuple(name for name in asked.takers if name in chosen)
    found = *openings(graph, touched, asked.takers, asked.ports), *openings(graph, others, takers, asked.ports)
    return [(one, (seat_of(one.source), seat_of(one.destination))) for one in found]


def _possible(opened: _Opened) -> dict[Seat, Networks]:
    """The addresses that may be those of each interface."""
    found: dict[Seat, Networks] = {}
    for opening, seats in opened:
        for seat, end in zip(seats, (opening.source, opening.destination), strict=True):
            known = found.setdefault(seat, end.place.possible)
            if known is not end.place.possible and known != end.place.possible:
                found[seat] = (*known, *outside(end.place.possible, known))
    return found


def _on_both_sides(old: Mapping[Seat, Networks], new: Mapping[Seat, Networks]) -> dict[Seat, Networks]:
    """The addresses of each interface about which both models have a word: that a subnet has another block, or the
    internet an address less, opens and closes nothing. Where there are none, every address stands for any."""
    found = {}
    for seat in {**old, **new}:
        one, other = old.get(seat, new.get(seat, ())), new.get(seat, old.get(seat, ()))
        found[seat] = one if one == other else inside(one, other) or _EVERYWHERE[seat[2]]
    return found


def _flows(opened: _Opened, both: Mapping[Seat, Networks]) -> Iterator[_Flow]:
    """The openings between addresses that both models know. Who calls something by its public address means the same
    thing."""
    for opening, seats in opened:
        whole = both[seats[0]], both[seats[1]]
        called = whole[1] if opening.to_public_address else _part(opening.destination_addresses, whole[1])
        region = _part(opening.source_addresses, whole[0]), called
        if all(region):
            yield _Flow(opening, seats, region, whole)


def _part(addresses: Networks, whole: Networks) -> Networks:
    if addresses == whole or whole == _EVERYWHERE[whole[0].version]:
        return whole
    return inside(addresses, whole)


def _moved(old: Endpoints, new: Endpoints, matched: Match) -> dict[Seat, Seat]:
    """Interfaces of one owner that stand elsewhere than before: where they were -> where they are."""
    before: dict[str, set[Seat]] = {}
    for owner, ends in old.by_owner.items():
        name = matched.new_address(owner)
        before[name] = {(name, matched.new_address(end.subnet), end.place.version) for end in ends}
    moved: dict[Seat, Seat] = {}
    for owner, ends in new.by_owner.items():
        here = {(owner, end.subnet, end.place.version) for end in ends}
        for version in _EVERYWHERE:
            left = sorted(seat for seat in before.get(owner, set()) - here if seat[2] == version)
            came = sorted(seat for seat in here - before.get(owner, set()) if seat[2] == version)
            moved.update(zip(left, came, strict=False))
    return moved


def _by_pair(flows: Iterable[_Flow]) -> dict[tuple[str, str], list[_Flow]]:
    found: dict[tuple[str, str], list[_Flow]] = {}
    for flow in flows:
        found.setdefault((flow.seats[0][0], flow.seats[1][0]), []).append(flow)
    return found


def _compared(pair: tuple[str, str], before: list[_Flow], after: list[_Flow]) -> Iterator[FlowChange]:
    """The changes between one source and one destination, ports that changed alike in one range."""
    if set(map(_said, before)) == set(map(_said, after)):
        return
    for protocol in sorted({flow.opening.ports.protocol for flow in (*before, *after)}):
        old = [flow for flow in before if flow.opening.ports.protocol == protocol]
        new = [flow for flow in after if flow.opening.ports.protocol == protocol]
        found: list[FlowChange] = []
        for first, last in _pieces([flow.opening.ports for flow in (*old, *new)]):
            ports = Ports(protocol, first, last)
            found.extend(_on(pair, ports, _covering(old, ports), _covering(new, ports)))
        yield from _joined(found)


def _said(flow: _Flow) -> tuple[object, ...]:
    return flow.opening.ports, flow.seats, flow.region, flow.opening.is_certain


def _pieces(ranges: Iterable[Ports]) -> Iterator[tuple[int, int]]:
    """The ranges cut into pieces that each of them holds whole or not at all."""
    cuts = sorted({cut for ports in ranges for cut in (ports.from_port, ports.to_port + 1)})
    return ((first, after - 1) for first, after in pairwise(cuts))


def _covering(flows: list[_Flow], ports: Ports) -> list[_Flow]:
    return [flow for flow in flows if flow.opening.ports.overlaps(ports)]


def _on(pair: tuple[str, str], ports: Ports, old: list[_Flow], new: list[_Flow]) -> Iterator[FlowChange]:
    """What changed on ports that every opening holds whole or not at all."""
    before, after = {flow.seats for flow in old}, {flow.seats for flow in new}
    for is_certain in (True, False):
        opened = _gained(old, new, is_certain)
        closed = _gained(new, old, is_certain)
        for gained, flows, turn in (
            (opened, new, Turn.WIDENED if before else Turn.OPENED),
            (closed, old, Turn.NARROWED if after else Turn.CLOSED),
        ):
            if gained:
                shown = next(flow for flow in flows if _has_part_in(flow, gained.get(flow.seats, ())))
                ends = _narrowed(gained, 0, shown.whole[0]), _narrowed(gained, 1, shown.whole[1])
                yield FlowChange(turn, *pair, ports, len(before), len(after), is_certain, shown.opening, *ends)


def _has_part_in(flow: _Flow, regions: Iterable[Region]) -> bool:
    ours = flow.region
    return any(inside(ours[0], other[0]) and inside(ours[1], other[1]) for other in regions)


def _gained(old: list[_Flow], new: list[_Flow], is_certain: bool) -> dict[tuple[Seat, Seat], tuple[Region, ...]]:
    """The regions that the new flows have and the old ones lack, for each pair of interfaces; not `is_certain`: those
    of which one side does not know enough."""
    found = {}
    for seats in dict.fromkeys(flow.seats for flow in new):
        ours = [flow for flow in new if flow.seats == seats]
        theirs = [flow for flow in old if flow.seats == seats]
        sure = less(_regions(ours, True), _regions(theirs, False))
        left = sure if is_certain else less(_all_gains(ours, theirs), sure)
        if left:
            found[seats] = left
    return found


def _all_gains(ours: list[_Flow], theirs: list[_Flow]) -> tuple[Region, ...]:
    """What is possible and was not, and what is certain and was possible at most."""
    return (
        *less(_regions(ours, False), _regions(theirs, False)),
        *less(_regions(ours, True), _regions(theirs, True)),
    )


def _regions(flows: list[_Flow], is_certain: bool) -> list[Region]:
    return [flow.region for flow in flows if flow.opening.is_certain or not is_certain]


def _narrowed(gained: dict[tuple[Seat, Seat], tuple[Region, ...]], side: int, whole: Networks) -> Networks:
    """The addresses of one end that a change is about; () where these are all that it may have."""
    found = {block for regions in gained.values() for region in regions for block in region[side]}
    if not outside(whole, tuple(found)):
        return ()
    return tuple(sorted(found, key=_in_order))


def _in_order(block: Network) -> tuple[int, int, int]:
    return block.version, int(block.network_address), block.prefixlen


def _joined(changes: list[FlowChange]) -> Iterator[FlowChange]:
    """Neighbouring ports of which the same is to be said, as one range."""
    changes = sorted(changes, key=lambda each: (each.turn, not each.is_certain, each.ports))
    last: FlowChange | None = None
    for each in changes:
        if last is not None and _goes_on(last, each):
            last = replace(last, ports=last.ports._replace(to_port=each.ports.to_port))
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _goes_on(one: FlowChange, other: FlowChange) -> bool:
    is_alike = replace(one, ports=other.ports, sample=other.sample) == other
    return is_alike and other.ports.from_port == one.ports.to_port + 1
