"""Architectures side by side."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from innovate_model.analyses.comparison import PARTS, Comparison, Judged, compared

if TYPE_CHECKING:
    from innovate_model.analyses.capacity import Asked, Demand
    from innovate_model.analyses.cost import Terms, Usage
    from innovate_model.api import Architecture
    from innovate_model.prices import PriceBook


def compare(
    *architectures: Architecture,
    names: tuple[str, ...] = (),
    demand: Asked | None = None,
    services: tuple[str, ...] = (),
    parts: Collection[str] | None = None,
    usage: Usage | None = None,
    terms: Terms | None = None,
    prices: PriceBook | None = None,
) -> Comparison:
    """Two or more architectures side by side: resources, findings, promises, monthly cost, and the availability of
    some services (the applications of production, where none are named); under a `demand` (or its file), what it costs
    to serve that, and what saturates first. `parts` chooses among these; what is not asked for is not worked out.
    `usage`, `terms` and `prices` are those of `Architecture.cost`. Where an amount has a price in one column and none
    in another one, their costs cannot be compared, and the table says so."""
    titles = names or ("now", *(f"what if {n}" for n in range(1, len(architectures))))
    asked, chosen = demand_of(demand), PARTS if parts is None else parts
    addresses = [_found(architectures, service) for service in services]
    pairs = zip(titles, architectures, strict=True)
    columns = (
        compared(
            title,
            item.graph,
            partial(_verdicts, item),
            partial(item.cost, usage, asked, terms, prices),
            asked,
            addresses,
            chosen,
        )
        for title, item in pairs
    )
    return Comparison(tuple(columns))


def _found(architectures: tuple[Architecture, ...], name: str) -> str:
    """What a name means in the first of some architectures that knows it. KeyError where none does."""
    for item in architectures[:-1]:
        with suppress(KeyError):
            return item.find(name)
    return architectures[-1].find(name)


def demand_of(demand: Asked | None) -> Demand | None:
    """A demand as a Demand, where there is one. FaultyDemand for a file that holds none."""
    if demand is None:
        return None
    from innovate_model.analyses.capacity.demand_file import as_demand

    return as_demand(demand)


def _verdicts(architecture: Architecture) -> Judged:
    judgement = architecture.judgement()
    return Judged(judgement.findings, {proof.name: str(proof.verdict) for proof in judgement.proofs})
