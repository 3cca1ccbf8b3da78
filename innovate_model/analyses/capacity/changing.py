"""The smallest changes of what is written that lift limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from innovate_model.analyses.capacity.assessing import limit_of
from innovate_model.analyses.capacity.database_classes import size_of
from innovate_model.analyses.capacity.limit import Lever, Limit
from innovate_model.analyses.capacity.load import Load
from innovate_model.analyses.capacity.numbers import number
from innovate_model.analyses.capacity.plant import busiest
from innovate_model.graph import Graph
from innovate_model.span import Path, Span, at, path_text

Key = tuple[str, str]
"""Address of a resource, and what of it is limited."""


class Held(NamedTuple):
    """A limit, and how much of it so many users take."""

    address: str
    what: str
    used: float
    unit: str

    def __str__(self) -> str:
        unit = "" if self.unit == self.what else f" {self.unit}"
        return f"{self.what} ({number(self.used)}{unit})"


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest change of an attribute with which it limits nothing up to `holds_until` users a day, but what no
    value of it lifts (`not_lifted`). `new` is None where none lifts anything, and `path` is empty where nothing that is
    written sets the limit. `lifted`: what `new` lifts. `lifts`: what does where no value does. `also`: the same
    attribute of resources that share the load evenly, and need the same value."""

    path: Path
    place: Span | None
    old: Any
    new: Any
    holds_until: int
    lifted: tuple[Held, ...] = ()
    not_lifted: tuple[Held, ...] = ()
    also: tuple[Path, ...] = ()
    lifts: str = ""

    def __str__(self) -> str:
        if not self.path:
            return f"no value that is written lifts it, but {self.lifts}"
        where = f" ({self.place})" if self.place else ""
        name = f"`{path_text(self.path)}`{where}" + "".join(f", `{path_text(path)}`" for path in self.also)
        hopeless = f"no value of it holds the {_all(self.not_lifted)} of {self.holds_until:,} users a day"
        if self.new is None:
            return f"{name}: {hopeless}"
        step = f"{name}: {self.old} -> {self.new} holds"
        if self.not_lifted:
            return f"{step} the {_all(self.lifted)}, but {hopeless}"
        return f"{step} {self.holds_until:,} users a day"


def _all(held: Iterable[Held]) -> str:
    return " and the ".join(map(str, held))


def changes(graph: Graph, of: Load, levers: Mapping[Key, Lever], until: int) -> tuple[Change, ...]:
    """One for each attribute that one of the levers moves, in their order. A value holds all limits that it sets, as
    far as one does."""
    plant = busiest(graph, of.with_users(float(until)))
    found: dict[Path, list[tuple[Lever, Held]]] = {}
    for (address, what), lever in levers.items():
        limit = limit_of(graph.model[address], what, plant)
        assert isinstance(limit, Limit)  # known before, and users do not change what is known
        if limit.used > limit.most:
            held = Held(address, what, float(limit.used), limit.unit)
            found.setdefault(at(lever.address, *lever.path), []).append((lever, held))
    return tuple(_change(graph, path, moved, until) for path, moved in found.items())


def _change(graph: Graph, path: Path, moved: list[tuple[Lever, Held]], until: int) -> Change:
    values = [(lever.needed(held.used), held) for lever, held in moved]
    needed = [value for value, _ in values if value is not None]
    first = moved[0][0]
    return Change(
        path,
        graph.model.span_of(path),
        first.old,
        max(needed, key=size_of) if needed else None,
        until,
        tuple(held for value, held in values if value is not None),
        tuple(held for value, held in values if value is None),
        tuple(at(address, *first.path) for address in first.also),
    )


def overlay(changes: Iterable[Change]) -> dict[str, Any]:
    """The changes as a scenario, for `what_if`. Those for which there is no value are left out."""
    found: dict[str, Any] = {}
    for path, new in ((path, change.new) for change in changes for path in (change.path, *change.also)):
        if new is None or not path:
            continue
        *holders, key = map(str, path)
        place = found
        for holder in holders:
            place = place.setdefault(holder, {})
        place[key] = new
    return found
