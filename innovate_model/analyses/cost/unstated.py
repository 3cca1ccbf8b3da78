"""What a usage does not state of a model: what its bill misses, and how often Spot capacity is taken away."""

from __future__ import annotations

from typing import NamedTuple

from innovate_model.analyses.cost.asking import demands
from innovate_model.analyses.cost.demand import OF_SPOT, Charge, Metered
from innovate_model.analyses.cost.line_items import LineItems
from innovate_model.analyses.cost.usage import NO_USAGE, Usage
from innovate_model.graph import Graph


class Unstated(NamedTuple):
    """A measure of some resources of one kind; `of`: the lines of the bill that it is for."""

    kind: str
    measure: str
    of: tuple[str, ...]
    addresses: tuple[str, ...]


def unstated(bill: LineItems, graph: Graph, usage: Usage | None = None) -> tuple[Unstated, ...]:
    """What a bill that was made under a usage leaves out, by kind and measure in name order."""
    of: dict[tuple[str, str], dict[str, None]] = {}
    addresses: dict[tuple[str, str], dict[str, None]] = {}

    def add(kind: str, measure: str, what: str, address: str) -> None:
        of.setdefault((kind, measure), {})[what] = None
        addresses.setdefault((kind, measure), {})[address] = None

    for gap in bill.gaps:
        if gap.measure:
            add(gap.subject.kind, gap.measure, gap.what, gap.subject.address)
    for resource, _, asked in demands(graph, bill.date):
        for demand in asked:
            if isinstance(demand, (Charge, Metered)) and demand.on_demand:
                for measure in OF_SPOT:
                    if (usage or NO_USAGE).find(resource.address, resource.kind, measure) is None:
                        add(resource.kind, measure, demand.what, resource.address)
    return tuple(Unstated(*key, tuple(of[key]), tuple(addresses[key])) for key in sorted(of))
