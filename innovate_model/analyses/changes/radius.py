"""How far a loss or an intruder gets, before and after.

By failure: of every Availability Zone and account, of what changed, and of what a relation came to or went from. By
compromise: of the roles and service accounts that changed, and of those that changed programs act as; what these can
connect to is told by the flows. Only what both models have is compared: that a new resource is hit is no news.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from innovate_model.analyses.blast_radius import BlastRadius, Member, State, failure
from innovate_model.analyses.changes.resources import Match, Resources
from innovate_model.analyses.compromise import compromise
from innovate_model.edge import Relation
from innovate_model.graph import Graph

MOST = 150
"""So many losses are compared; the others are counted."""
_MOST_OF_ONE_SIDE = 20
"""So many of those that were added or removed."""
_IDENTITIES = ("iam_role", "service_account")
_ENTRANCES = ("deployment", "daemon_set", "instance", "eks_node_group", "iam_role")
"""Kinds that an intruder may begin in: what runs programs, and what these act as."""
_RANK = {State.LOST: 3, State.DOWN: 2, State.DEGRADED: 1, State.ENTERED: 2, State.EXPOSED: 1}

Mode = Literal["failure", "compromise"]


@dataclass(frozen=True, slots=True)
class Shift:
    """What becomes of one resource: `before` and `after` are states, None for untouched; `reason` is that of the
    worse one."""

    address: str
    before: State | None
    after: State | None
    reason: str


@dataclass(frozen=True, slots=True)
class RadiusChange:
    """One loss (or intruder) whose radius is another one: `grown` gets worse than before, `shrunk` better. The counts
    are of all members, the lost or entered ones themselves not counted. `is_new`, `is_gone`: one side alone has the
    subject, which hits nobody on the other."""

    subject: str
    kind: str
    mode: Mode
    grown: tuple[Shift, ...]
    shrunk: tuple[Shift, ...]
    count_before: int
    count_after: int
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Radii:
    """`changed` in the order in which they were asked about; `compared`: how many were, by mode; `left_out`: how many
    were not, for there were too many."""

    changed: tuple[RadiusChange, ...] = ()
    compared: Mapping[str, int] | None = None
    left_out: int = 0


def radii(old: Graph, new: Graph, matched: Match, found: Resources) -> Radii:
    """The radii that are other ones than before."""
    ends = _ends_of_edges(old, new, matched)
    subjects = [
        *(("failure", one) for one in _losses(old, new, matched, found, ends)),
        *(("compromise", one) for one in _intruders(old, new, matched, found, ends)),
    ]
    lone = [each.address for each in (*found.added, *found.removed) if each.kind in _ENTRANCES]
    subjects += [("compromise", one) for one in lone[:_MOST_OF_ONE_SIDE]]
    asked, rest = subjects[:MOST], [*subjects[MOST:], *lone[_MOST_OF_ONE_SIDE:]]
    changed = []
    for mode, subject in asked:
        change = _change(old, new, matched, subject, "failure" if mode == "failure" else "compromise")
        if change is not None:
            changed.append(change)
    counts = {mode: sum(one == mode for one, _ in asked) for mode in ("failure", "compromise")}
    return Radii(tuple(changed), counts, len(rest))


def _losses(old: Graph, new: Graph, matched: Match, found: Resources, ends: list[str]) -> list[str]:
    """By their names in the new model: zones, accounts, then the others."""
    wide = [each.address for kind in ("availability_zone", "account") for each in new.model if each.kind == kind]
    changed = [each.address for each in found.changed]
    return _on_both(old, new, matched, (*wide, *changed, *ends))


def _ends_of_edges(old: Graph, new: Graph, matched: Match) -> list[str]:
    """The targets of relations that one side alone has."""
    before = {(matched.new_address(e.source), e.relation, matched.new_address(e.target)) for e in old.edges()}
    after = {(e.source, e.relation, e.target) for e in new.edges()}
    return sorted({target for _, relation, target in before ^ after if relation is not Relation.CONTAINS})


def _intruders(old: Graph, new: Graph, matched: Match, found: Resources, ends: list[str]) -> list[str]:
    changed = [each.address for each in found.changed]
    identities = [each for each in changed if new.model[each].kind in _IDENTITIES]
    acting = [target for each in changed for target in new.targets(each, Relation.RUNS_AS)]
    trusted = [each for each in ends if each in new.model and new.model[each].kind in _IDENTITIES]
    return _on_both(old, new, matched, (*identities, *acting, *trusted))


def _on_both(old: Graph, new: Graph, matched: Match, names: Iterable[str]) -> list[str]:
    back = {after: before for before, after in matched.renames.new_by_old.items()}
    return [name for name in dict.fromkeys(names) if name in new.model and back.get(name, name) in old.model]


def _change(old: Graph, new: Graph, matched: Match, subject: str, mode: Mode) -> RadiusChange | None:
    ask = failure if mode == "failure" else compromise
    back = {after: before for before, after in matched.renames.new_by_old.items()}
    former = back.get(subject, subject)
    is_new, is_gone = former not in old.model, subject not in new.model
    before = {} if is_new else {matched.new_address(m.address): m for m in _members(ask(old, [former]))}
    after = {} if is_gone else {m.address: m for m in _members(ask(new, [subject]))}
    both = [name for name in sorted({**before, **after}) if name in new.model and back.get(name, name) in old.model]
    shifts = list(_shifts(before, after, both, matched))
    grown = tuple(one for one in shifts if _rank(one.after) > _rank(one.before))
    shrunk = tuple(one for one in shifts if _rank(one.after) < _rank(one.before))
    if not grown and not shrunk:
        return None
    kind = (old if is_gone else new).model[former if is_gone else subject].kind
    return RadiusChange(subject, kind, mode, grown, shrunk, len(before), len(after), is_new, is_gone)


def _members(radius: BlastRadius) -> Iterator[Member]:
    return (member for member in radius.members if member.distance)


def _shifts(
    before: Mapping[str, Member], after: Mapping[str, Member], names: Iterable[str], matched: Match
) -> Iterator[Shift]:
    for name in names:
        was, now = before.get(name), after.get(name)
        states = was.state if was else None, now.state if now else None
        if states[0] is not states[1]:
            told = now if now is not None and _rank(now.state) > _rank(states[0]) else was
            reason = told.reason if told is not None else ""
            yield Shift(name, *states, reason if told is now else matched.renames.text(reason))


def _rank(state: State | None) -> int:
    return _RANK[state] if state is not None else 0
