"""The smallest changes of what is written that lift limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from innovate_model.analyses.capacity.assessing import limit_of
from innovate_model.analyses.capacity.database_classes import size_of
from innovate_model.analyses.capacity.limit import Lever, Limit
from innovate_model.analyses.capacity.load import Load
from innovate_model.analyses.capacity.plant import busiest
from innovate_model.graph import Graph
from innovate_model.span import Path, Span, at, path_text

Key = tuple[str, str]
"""Address of a resource, and what of it is limited."""


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change of an attribute with which it limits nothing up to `holds_until` users a day. `new` is None
    where no value does, and `path` is empty where nothing that is written sets the limit."""

    path: Path
    place: Span | None
    old: Any
    new: Any
    holds_until: int

    def __str__(self) -> str:
        if not self.path:
            return "nothing that is written lifts it: ask AWS for more, or share the load among several"
        where = f" ({self.place})" if self.place else ""
        if self.new is None:
            return f"no value of `{path_text(self.path)}`{where} holds {self.holds_until:,} users a day"
        return f"`{path_text(self.path)}`{where}: {self.old} -> {self.new} holds {self.holds_until:,} users a day"


def changes(graph: Graph, of: Load, levers: Mapping[Key, Lever], until: int) -> tuple[Change, ...]:
    """One for each attribute that one of the levers moves, in their order. A value holds all limits that it sets."""
    plant = busiest(graph, Load({**of.values, "users_per_day": float(until)}, of.hours))
    needed: dict[Path, list[Any]] = {}
    first: dict[Path, Lever] = {}
    for (address, what), lever in levers.items():
        limit = limit_of(graph.model[address], what, plant)
        assert isinstance(limit, Limit)  # known before, and users do not change what is known
        if limit.used > limit.most:
            path = at(lever.address, *lever.path)
            first.setdefault(path, lever)
            needed.setdefault(path, []).append(lever.needed(float(limit.used)))
    return tuple(
        Change(path, graph.model.span_of(path), first[path].old, _greatest(values), until)
        for path, values in needed.items()
    )


def _greatest(values: list[Any]) -> Any:
    """The value that holds what each of them holds; None where one of the limits is held by none."""
    return None if None in values else max(values, key=size_of)


def overlay(changes: Iterable[Change]) -> dict[str, Any]:
    """The changes as a scenario, for `what_if`. Those for which there is no value are left out."""
    found: dict[str, Any] = {}
    for change in changes:
        if change.new is None or not change.path:
            continue
        *holders, key = map(str, change.path)
        place = found
        for holder in holders:
            place = place.setdefault(holder, {})
        place[key] = change.new
    return found
