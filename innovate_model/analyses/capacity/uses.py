"""The result: what is used of which limit, at how many users each is met, what is first, and what lifts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from innovate_model.analyses.capacity.assessing import answers
from innovate_model.analyses.capacity.changing import Change, changes, overlay
from innovate_model.analyses.capacity.demand_file import Asked, as_demand
from innovate_model.analyses.capacity.entering import why_nobody_comes
from innovate_model.analyses.capacity.limit import Lever
from innovate_model.analyses.capacity.load import Load, load
from innovate_model.analyses.capacity.numbers import number
from innovate_model.analyses.capacity.plant import busiest
from innovate_model.analyses.capacity.queueing import Queue, queues
from innovate_model.analyses.capacity.saturation import saturations
from innovate_model.analyses.capacity.silence import unasked
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.instance import Instance


@dataclass(frozen=True, slots=True)
class Use:
    """`used` of `most` in the busiest minute. `saturates_at` is the smallest number of users a day with which more is
    used than there is; None where no number of people does."""

    address: str
    kind: str
    what: str
    used: float
    most: float
    unit: str
    because: str
    source: str
    saturates_at: int | None
    lever: Lever | None = None
    lifts: str = ""
    """What lifts it where no value of what is written does."""

    @property
    def utilisation(self) -> float:
        """The part that is used; more than 1 where it is too little."""
        return self.used / self.most if self.most else (0.0 if not self.used else float("inf"))

    @property
    def head_room(self) -> float:
        """What is left; less than 0 where it is too little."""
        return self.most - self.used

    @property
    def is_met(self) -> bool:
        """Whether it is too little."""
        return self.used > self.most


@dataclass(frozen=True, slots=True)
class Unknown:
    """A limit that cannot be worked out, and the fact that is missing."""

    address: str
    kind: str
    what: str
    missing: str


_WORKERS = (Deployment.kind, Instance.kind)


@dataclass(frozen=True, slots=True)
class Capacity(Tabular):
    """The uses of all limits under a demand of `users` a day, in the order in which they are met; and what is not
    known."""

    users: float
    uses: tuple[Use, ...]
    unknown: tuple[Unknown, ...]
    change: Change | None
    """What lifts the limit that is met first, until another one is, or the demand is."""
    changes: tuple[Change, ...]
    """What lifts all limits that are too little already, as far as something that is written does."""
    queues: tuple[Queue, ...]
    """How many requests wait at each program in the busiest minute."""
    lost: str = ""
    """Why the demand reaches no application at all; "" where it reaches one."""

    @property
    def first(self) -> Use | None:
        """The limit that is met first; None where none ever is."""
        return self.uses[0] if self.uses and self.uses[0].saturates_at is not None else None

    @property
    def met(self) -> tuple[Use, ...]:
        """Those that are too little already."""
        return tuple(use for use in self.uses if use.is_met)

    @property
    def not_lifted(self) -> tuple[Use, ...]:
        """Those of them that no change lifts."""
        hopeless = {(held.address, held.what) for change in self.changes for held in change.not_lifted}
        return tuple(use for use in self.met if use.lever is None or (use.address, use.what) in hopeless)

    @property
    def sentence(self) -> str:
        """What saturates first, why, and what lifts it; and what that leaves out."""
        if self.lost:
            return f"The demand reaches no application, so nothing is known of what holds it: {self.lost}."
        if not self.uses:
            return f"No limit is known: {'; '.join(dict.fromkeys(item.missing for item in self.unknown))}."
        works = any(use.kind in _WORKERS for use in self.uses)
        lead = "" if works else "How much of the work of requests can be done is not known. "
        return lead + self._first_in_words() + self._unknown_in_words()

    def _first_in_words(self) -> str:
        first = self.first
        if first is None:
            return "Nothing that is known saturates, however many users there are."
        verb = "is too little already" if first.is_met else "saturates first"
        return (
            f"`{first.address}` {verb}: {first.what}, {number(first.most)} {first.unit}, are used up from "
            f"{first.saturates_at:,} users a day on ({first.because}). Smallest change: {self.change}."
        )

    def _unknown_in_words(self) -> str:
        count = len(self.unknown)
        return f" Not known: {count} limit{'' if count == 1 else 's'} more." if count else ""

    @property
    def overlay(self) -> dict[str, Any]:
        """`changes` as a scenario: the smallest architecture of this shape that holds the demand, as far as something
        that is written does."""
        return overlay(self.changes)

    def table(self) -> Table:
        """One row for each limit, then what is not known."""
        rows: list[tuple[object, ...]] = [
            (
                use.address,
                use.what,
                number(use.used),
                number(use.most),
                use.unit,
                f"{100 * use.utilisation:,.1f}",
                "never" if use.saturates_at is None else f"{use.saturates_at:,}",
                use.because,
            )
            for use in self.uses
        ]
        rows += [(item.address, item.what, "unknown", "", "", "", "", item.missing) for item in self.unknown]
        columns = ("resource", "limit", "used", "of", "unit", "used (%)", "saturates at (users/day)", "why")
        return Table(columns, tuple(rows), self.sentence)


def capacity(graph: Graph, demand: Asked, month: int = 0) -> Capacity:
    """What of every limit is used in the busiest minute of a month (0 is now), each estimate at its middle."""
    return capacity_under(graph, load(as_demand(demand), month))


def capacity_under(graph: Graph, of: Load) -> Capacity:
    """The same under a load of plain numbers."""
    plant = busiest(graph, of)
    found = {(item.address, what): users for item, what, users in saturations(graph, of)}
    uses: list[Use] = []
    unknown: list[Unknown] = []
    for resource, what, limit in answers(plant):
        key = (resource.address, resource.kind, what)
        if isinstance(limit, str):
            unknown.append(Unknown(*key, limit))
            continue
        numbers = (float(limit.used), float(limit.most), limit.unit)
        when = found[resource.address, what]
        uses.append(Use(*key, *numbers, limit.because, limit.source, when, limit.lever, limit.lifts))
    spoken_of = {use.address for use in uses} | {item.address for item in unknown}
    unknown += [Unknown(*each) for each in unasked(plant, spoken_of)]
    uses.sort(key=lambda use: (use.saturates_at is None, use.saturates_at or 0, -use.utilisation))
    users = float(of.of("users_per_day"))
    first = _change(graph, of, uses, users) if uses and uses[0].saturates_at is not None else None
    short = {(use.address, use.what): use.lever for use in uses if use.lever is not None and use.is_met}
    lifting = changes(graph, of, short, int(users))
    return Capacity(users, tuple(uses), tuple(unknown), first, lifting, tuple(queues(plant)), why_nobody_comes(graph))


def _change(graph: Graph, of: Load, uses: list[Use], users: float) -> Change:
    """What lifts the first limit, and all others that the same attribute sets, until another one is met, or the demand
    is."""
    first = uses[0]
    assert first.saturates_at is not None  # asked for such only
    lever = first.lever
    together = {
        (use.address, use.what): use.lever
        for use in uses
        if use.lever is not None and lever is not None and _moves_alike(use.lever, lever)
    }
    later = [
        use.saturates_at
        for use in uses
        if (use.address, use.what) not in together and (use.saturates_at or 0) > first.saturates_at
    ]
    until = max(int(users), min(filter(None, later), default=2 * first.saturates_at + 1) - 1)
    if lever is None:
        return Change((), None, None, None, until, lifts=first.lifts)
    (change,) = changes(graph, of, together, until)
    return change


def _moves_alike(one: Lever, other: Lever) -> bool:
    return (one.address, one.path) == (other.address, other.path)
