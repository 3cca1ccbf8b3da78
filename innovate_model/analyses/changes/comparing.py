"""The whole comparison, and its result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from innovate_model.analyses.changes.flows import flow_changes
from innovate_model.analyses.changes.grouping import FlowGroup, grouped
from innovate_model.analyses.changes.judgements import (
    FindingChanges,
    Judged,
    PromiseChange,
    finding_changes,
    promise_changes,
)
from innovate_model.analyses.changes.radius import Radii, radii
from innovate_model.analyses.changes.resources import Match, Resources, match, resources
from innovate_model.analyses.changes.space import Space, space
from innovate_model.analyses.cost import Comparison, Gap, LineItems, compare
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph
from innovate_model.span import path_text

if TYPE_CHECKING:
    from decimal import Decimal


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One of the two models, with what others have found out about it.

    `name` is for people; `faults` are those of its text; `unjudged` the addresses that it wrote and could not build.
    """

    name: str
    graph: Graph
    cost: LineItems
    judged: Judged = field(default_factory=Judged)
    faults: tuple[Finding, ...] = ()
    unjudged: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The faults because of which something may be missing."""
        faults = (*self.faults, *self.judged.faults)
        return tuple(finding for finding in faults if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True, eq=False)
class Changes(Tabular):
    """What changed from `old` to `new`, and what that means. `costs`: by service; `costs_by_account`: the same sums by
    account; `new_gaps`, `gone_gaps`: what costs money, or may, and is in no sum, on one side only."""

    old: Side
    new: Side
    resources: Resources
    flows: tuple[FlowGroup, ...]
    radii: Radii
    findings: FindingChanges
    promises: tuple[PromiseChange, ...]
    space: Space
    costs: Comparison
    costs_by_account: Comparison
    new_gaps: tuple[Gap, ...] = ()
    gone_gaps: tuple[Gap, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        meaning = (self.flows, self.radii.changed, self.findings, self.promises, self.space)
        money = (self.usd_more, self.new_gaps, self.gone_gaps)
        return bool(self.resources) or any(map(bool, (*meaning, *money)))

    @property
    def is_whole(self) -> bool:
        """Whether everything that is written was compared. Without it, "no difference" proves nothing."""
        return not (self.old.errors or self.new.errors)

    @property
    def usd_more(self) -> Decimal:
        """USD a month that the new model costs more than the old one, of what is known."""
        return self.costs.total.changes_usd[1]

    def table(self) -> Table:
        """One row for each thing that changed: resources, then what that means."""
        rows = (*self._resource_rows(), *self._rows())
        return Table(("what", "change", "at", "detail"), rows, f"{self.old.name} -> {self.new.name}")

    def _resource_rows(self) -> Iterator[tuple[object, ...]]:
        for each in self.resources.added:
            yield "resource", "added", each.address, each.kind
        for each in self.resources.removed:
            yield "resource", "removed", each.address, each.kind
        for renamed in self.resources.renamed:
            yield "resource", "renamed", renamed.new, f"was {renamed.old}"
        for changed in self.resources.changed:
            for one in changed.attributes:
                yield "resource", "changed", changed.address, f"{path_text(one.path)}: {one.old} -> {one.new}"

    def _rows(self) -> Iterator[tuple[object, ...]]:
        for promise in self.promises:
            sides = (one.verdict if one else "not made" for one in (promise.before, promise.after))
            what = "worse" if promise.is_worse else "weaker" if promise.is_weaker else "changed"
            yield "promise", what, promise.name, " -> ".join(sides)
            for each in promise.rewordings:
                yield "promise", "reworded", promise.name, f"{each.key}: {each.old} -> {each.new}: {each.effect}"
        for flow in self.flows:
            between = f"{', '.join(flow.sources)} -> {', '.join(flow.destinations)}"
            yield "flows", str(flow.turn), between, ", ".join(map(str, flow.ports))
        yield from (("finding", "new", each.check, each.message) for each in self.findings.new)
        yield from (("finding", "gone", each.check, each.message) for each in self.findings.gone)
        for radius in self.radii.changed:
            counts = f"{len(radius.grown)} worse, {len(radius.shrunk)} better"
            yield f"blast radius by {radius.mode}", "changed", radius.subject, counts
        yield from (
            ("addresses", each.what, each.address, f"{each.before} -> {each.after}") for each in self.space.rooms
        )
        if self.usd_more:
            yield "cost", "USD/month", "total", f"{self.usd_more:+,.2f}"


def changes(old: Side, new: Side) -> Changes:
    """Compare two models. Pure, and the mirror image of itself with the sides swapped."""
    unjudged = {*old.unjudged, *new.unjudged}
    matched = match(old.graph, new.graph, unjudged)
    found = resources(old.graph.model, new.graph.model, matched, unjudged)
    costs = {"old": old.cost, "new": new.cost}
    gaps_old = {_gap_key(gap, matched): gap for gap in old.cost.gaps}
    gaps_new = {_gap_key(gap, None): gap for gap in new.cost.gaps}
    return Changes(
        old,
        new,
        found,
        grouped(old.graph, new.graph, matched, flow_changes(old.graph, new.graph, matched, found)),
        radii(old.graph, new.graph, matched, found),
        finding_changes(old.judged, new.judged, matched.renames),
        promise_changes(old.judged, new.judged, old.graph.model, new.graph.model, matched.renames),
        space(old.graph, new.graph, matched),
        compare(costs, "service"),
        compare(costs, "account"),
        tuple(gap for key, gap in gaps_new.items() if key not in gaps_old),
        tuple(gap for key, gap in gaps_old.items() if key not in gaps_new),
    )


def _gap_key(gap: Gap, matched: Match | None) -> tuple[str, str, str]:
    address = gap.subject.address
    return (matched.new_address(address) if matched is not None else address), gap.what, str(gap.standing)
