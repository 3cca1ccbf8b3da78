"""Architectures side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from innovate_model.analyses.comparison import PARTS, Comparison, Judged, compared
from innovate_model.judging import judge

if TYPE_CHECKING:
    from innovate_model.analyses.capacity import Demand
    from innovate_model.api import Architecture


def compare(
    *architectures: Architecture,
    names: tuple[str, ...] = (),
    demand: Demand | str | FilePath | None = None,
    services: tuple[str, ...] = (),
    parts: Collection[str] | None = None,
) -> Comparison:
    """Two or more architectures side by side: resources, findings, promises, monthly cost, and the availability of
    some services (the applications of production, where none are named); under a `demand` (or its file), what it costs
    to serve that, and what saturates first. `parts` chooses among these; what is not asked for is not worked out."""
    titles = names or ("now", *(f"what if {n}" for n in range(1, len(architectures))))
    asked, chosen = demand_of(demand), PARTS if parts is None else parts
    addresses = [next(_found(architectures, service)) for service in services]
    pairs = zip(titles, architectures, strict=True)
    columns = (compared(title, item.graph, partial(_verdicts, item), asked, addresses, chosen) for title, item in pairs)
    return Comparison(tuple(columns))


def _found(architectures: tuple[Architecture, ...], name: str) -> Iterator[str]:
    """What a name means in the first of some architectures that knows it. KeyError where none does."""
    for item in architectures[:-1]:
        try:
            yield item.find(name)
        except KeyError:
            continue
    yield architectures[-1].find(name)


def demand_of(demand: Demand | str | FilePath | None) -> Demand | None:
    """A demand, or the one of a file. FaultyDemand where that holds none."""
    if not isinstance(demand, (str, FilePath)):
        return demand
    from innovate_model.analyses.capacity import read_demand

    return read_demand(demand)


def _verdicts(architecture: Architecture) -> Judged:
    today = datetime.now(UTC).date()
    judgement = judge(architecture.graph, today, architecture.findings, architecture.unjudged, None)
    return Judged(judgement.findings, {proof.name: str(proof.verdict) for proof in judgement.proofs})
