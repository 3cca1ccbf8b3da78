"""Choke points: the resources and the single steps that most ways of an intruder lead through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from innovate_model.analyses.blast_radius import Member, State
from innovate_model.analyses.compromise import WITHOUT_PLACE, session_step
from innovate_model.analyses.connecting import connections
from innovate_model.analyses.footholds import footholds
from innovate_model.analyses.intruding import CONTENT, Step, control_steps
from innovate_model.analyses.survey import survey
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.graph import Graph

Pair = tuple[str, str]
"""A door and a target."""


@dataclass(frozen=True, slots=True)
class ChokePoint:
    """A resource, or (with `step`) one step, without which none of `pairs` is connected."""

    address: str
    step: Step | None
    pairs: tuple[Pair, ...]

    def __str__(self) -> str:
        return self.address if self.step is None else f"{self.step.target}: {self.step.reason}"


@dataclass(frozen=True, slots=True)
class ChokePoints(Tabular):
    """Those that cut most pairs first, resources before steps. `connected` are all pairs of a door and a target that it
    leads to."""

    points: tuple[ChokePoint, ...]
    connected: tuple[Pair, ...]

    def table(self) -> Table:
        """One row for each."""
        rows = tuple(
            ("step" if point.step else "resource", str(point), len(point.pairs), len(self.connected))
            for point in self.points
        )
        return Table(("what", "choke point", "pairs cut", "of"), rows)

    def __len__(self) -> int:
        return len(self.points)


def choke_points(graph: Graph, doors: Iterable[str], targets: Iterable[str] | None = None) -> ChokePoints:
    """The choke points between some doors and targets (by default all content that the doors lead to).

    A resource or step cuts a pair if every way from the door to the target passes it: if it dominates the target in the
    graph of all steps from the door (https://doi.org/10.1145/357062.357071). Doors and targets cut nothing themselves.
    KeyError for an address that is not in the model.
    """
    doors = sorted({graph.model[door].address for door in doors})
    steps = all_steps(graph, doors)
    wanted = None if targets is None else {graph.model[target].address for target in targets}
    cut: dict[str | Step, list[Pair]] = {}
    connected: list[Pair] = []
    for door in doors:
        dominators = _dominators(steps, door)
        for address in sorted(dominators.keys() - {door}):
            is_target = graph.model[address].kind in CONTENT if wanted is None else address in wanted
            if is_target:
                connected.append((door, address))
                for point in dominators[address]:
                    cut.setdefault(point, []).append((door, address))
    points = (
        ChokePoint(what, None, tuple(pairs)) if isinstance(what, str) else ChokePoint(what.target, what, tuple(pairs))
        for what, pairs in cut.items()
    )
    ranked = sorted(points, key=lambda point: (-len(point.pairs), point.step is not None, str(point)))
    return ChokePoints(tuple(ranked), tuple(connected))


def all_steps(graph: Graph, doors: Iterable[str]) -> dict[str, tuple[Step, ...]]:
    """Every step from whatever the doors lead to, by its source: sessions to all that listen among them."""
    found: dict[str, tuple[Step, ...]] = {}
    ahead = list(doors)
    entered = {door: _entered(graph, door, 0) for door in ahead}
    while ahead:
        address = ahead.pop()
        if address in found:
            continue
        found[address] = tuple(control_steps(graph, address))
        for step in found[address]:
            if step.is_entry:
                entered.setdefault(step.target, _entered(graph, step.target, 1))
                ahead.append(step.target)
    return {address: (*steps, *_sessions(graph, entered, address)) for address, steps in found.items()}


def _entered(graph: Graph, address: str, distance: int) -> Member:
    return Member(address, graph.model[address].kind, State.ENTERED, distance, "")


def _sessions(graph: Graph, entered: Mapping[str, Member], address: str) -> Iterator[Step]:
    if graph.model[address].kind in WITHOUT_PLACE:
        return
    known = survey(graph)
    for stand in footholds(graph, known, entered, address):
        for each in connections(graph, address, known.endpoints.by_owner, stand.starts):
            if each.is_listened_on:
                yield session_step(stand, each)


def _dominators(steps: Mapping[str, tuple[Step, ...]], door: str) -> dict[str, tuple[str | Step, ...]]:
    """What every way from the door to each address passes, door and address left out; each step is a node of its own
    between its ends."""
    import networkx

    ways: networkx.DiGraph[str | Step] = networkx.DiGraph()
    ways.add_node(door)
    seen, ahead = {door}, [door]
    while ahead:
        for step in steps.get(ahead.pop(), ()):
            ways.add_edge(step.source, step)
            ways.add_edge(step, step.target)
            if step.target not in seen:
                seen.add(step.target)
                ahead.extend([step.target] if step.is_entry else [])
    above = networkx.immediate_dominators(ways, door)
    found: dict[str, tuple[str | Step, ...]] = {}
    for address in seen:
        chain: list[str | Step] = []
        node = above.get(address)
        while node is not None and node != door:
            chain.append(node)
            node = above.get(node)
        found[address] = tuple(chain)
    return found
