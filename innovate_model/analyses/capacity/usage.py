"""Demand -> Usage: the amounts that the bill of a month asks for, as far as demand can tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from innovate_model.analyses.capacity.demand_file import Asked, as_demand
from innovate_model.analyses.capacity.limit import Measured, MeasureOf
from innovate_model.analyses.capacity.listing import listed
from innovate_model.analyses.capacity.load import Load, NotKnown, load
from innovate_model.analyses.capacity.plant import Plant, average
from innovate_model.analyses.cost.asking import demands
from innovate_model.analyses.cost.demand import Metered
from innovate_model.analyses.cost.usage import Amount, Usage
from innovate_model.graph import Graph
from innovate_model.prices import price_book
from innovate_model.resources.base import Resource


class Untold(NamedTuple):
    """A measure that demand decides and does not state enough to tell."""

    address: str
    measure: str
    reason: str


@cache
def measures() -> Mapping[str, Mapping[str, MeasureOf]]:
    """Kind -> measure -> how it is worked out, from every module in `limits/`."""
    return listed("MEASURES")


def usage_of(graph: Graph, demand: Asked, month: int = 0, stated: Usage | None = None) -> Usage:
    """What the bill of a month (0 is now) asks for, when every estimate is at its middle. What demand cannot tell is
    not in it, and stays a gap of the bill. What is `stated` otherwise, of a resource or of each of its kind, is in
    it, too, and goes before what demand tells."""
    told = usage_under(graph, load(as_demand(demand), month))
    if stated is None:
        return told
    left = {
        (address, measure): amount
        for (address, measure), amount in told.amounts.items()
        if (graph.model.resources[address].kind, measure) not in stated.amounts
    }
    return Usage({**left, **stated.amounts})


def usage_under(graph: Graph, of: Load) -> Usage:
    """The same for a load of plain numbers. Amounts are rounded to a billionth of their unit."""
    told = {key: amount for key, amount in amounts(graph, of) if isinstance(amount, Measured)}
    return Usage({key: Amount(Decimal(f"{each.quantity:.9f}"), each.reason) for key, each in told.items()})


def amounts(
    graph: Graph, of: Load, measured: Iterable[tuple[Resource, str]] | None = None
) -> Iterator[tuple[tuple[str, str], Measured | Untold]]:
    """(address, measure) -> the amount, or why it is not told: for every measure that a tariff asks for and that
    demand decides (`asked`, which whoever asks often keeps)."""
    plants = [average(graph, of, environment) for environment in ("", *of.environments)]
    for resource, measure in asked(graph) if measured is None else measured:
        try:
            amount = _together(measures()[resource.kind][measure], resource, plants)
        except NotKnown as error:
            yield (resource.address, measure), Untold(resource.address, measure, str(error))
            continue
        if amount is not None:
            yield (resource.address, measure), amount


def _together(work: MeasureOf, resource: Resource, plants: Sequence[Plant]) -> Measured | None:
    """What all users take of it; not known where that is not of some of them."""
    found = [(plant.environment, amount) for plant in plants if (amount := work(resource, plant)) is not None]
    if not found:
        return None
    (_, first), *others = found
    names = " and ".join(name for name, _ in others)
    return Measured(sum(amount.quantity for _, amount in found), f"{first.reason}{f'; with {names}' if names else ''}")


def asked(graph: Graph) -> Iterator[tuple[Resource, str]]:
    """What tariffs ask for that demand decides: a resource and a measure, each once."""
    known = measures()
    of_kinds = [resource for resource in graph.model if resource.kind in known]
    for resource, _, its in demands(graph, price_book().date, of_kinds):
        metered = dict.fromkeys(demand.measure for demand in its if isinstance(demand, Metered))
        for measure in metered:
            if measure in known[resource.kind]:
                yield resource, measure
