"""What a change that restores one promise does to everything else: promises that it breaks, connections that it closes.

All of it is found by proving again without the lines, and once for each set of lines, whichever promises they restore.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from innovate_model.analyses.connecting import connections, starts_of
from innovate_model.analyses.survey import survey
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.properties._kind import Kind, Unproven
from innovate_model.properties._outcome import Outcome, Verdict
from innovate_model.properties._section import Promise
from innovate_model.properties._world import World, WrongSelector
from innovate_model.resources.target_group import TargetGroup

Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Harm:
    """`promises` that break, by name; `links`: who is no longer connected to whom, of those that the model writes
    down, a load balancer and its targets among them."""

    promises: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def weight(self) -> tuple[int, int]:
        """More of it is worse."""
        return len(self.promises), len(self.links)

    def __bool__(self) -> bool:
        return bool(self.promises or self.links)

    def __str__(self) -> str:
        """`breaks `a` and 2 more promises, and closes 1 written connection (x -> y)`."""
        parts = []
        if self.promises:
            more = len(self.promises) - 1
            rest = f" and {more} more {'promise' if more == 1 else 'promises'}" if more else ""
            parts.append(f"breaks `{self.promises[0]}`{rest}")
        if self.links:
            count, (source, target) = len(self.links), self.links[0]
            noun = "connection" if count == 1 else "connections"
            parts.append(f"closes {count} written {noun} ({'' if count == 1 else 'such as '}{source} -> {target})")
        return " and ".join(parts)


class Judged:
    """A world and the verdicts of promises in it, each asked when it is needed."""

    def __init__(self, world: World, known: Mapping[str, Outcome] | None = None) -> None:
        self.world = world
        self._outcomes: dict[str, Outcome | None] = dict(known or {})

    def outcome(self, kind: Kind, promise: Promise) -> Outcome | None:
        """The outcome of a promise; None where it cannot be asked there."""
        if promise.name not in self._outcomes:
            self._outcomes[promise.name] = _proven(self.world, kind, promise)
        return self._outcomes[promise.name]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The connections that the model writes down and the network lets through."""
        return tuple(_links(self.world.graph))


def _proven(world: World, kind: Kind, promise: Promise) -> Outcome | None:
    try:
        return kind.outcome(world, promise.body)
    except (WrongSelector, Unproven):
        return None


def _links(graph: Graph) -> list[Link]:
    wanted: dict[str, dict[str, None]] = {}
    for edge in graph.edges(Relation.CONNECTS_TO, Relation.SENDS_TO):
        wanted.setdefault(edge.source, {})[edge.target] = None
    for group in graph.model.of(TargetGroup):
        wanted.setdefault(group.parent, {}).update(dict.fromkeys(group.targets))
    known = survey(graph)
    return [
        (source, found.destination)
        for source, targets in wanted.items()
        if source in graph.model and starts_of(known, source)
        for found in connections(graph, source, (one for one in targets if one in graph.model))
    ]


def harm(before: Judged, after: Judged, promises: Sequence[tuple[Kind, Promise]]) -> Harm:
    """What is broken, or closed, after and was not before."""
    broken = tuple(
        promise.name
        for kind, promise in promises
        if _is_broken(after.outcome(kind, promise)) and not _is_broken(before.outcome(kind, promise))
    )
    left = set(after.links)
    return Harm(broken, tuple(link for link in before.links if link not in left))


def _is_broken(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.verdict is Verdict.BROKEN
