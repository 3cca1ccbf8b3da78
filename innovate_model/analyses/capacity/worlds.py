"""Many worlds: every estimate drawn from its interval, month after month; bands for the cost, and when limits are met.

All worlds of a chunk go through the formulas together, as arrays, so that a hundred thousand of them over two years
take seconds; chunks bound the memory. Money is float here: the exact bill is that of `cost`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from innovate_model.analyses.capacity.assessing import answers
from innovate_model.analyses.capacity.demand import Demand, Estimate
from innovate_model.analyses.capacity.demand_file import Asked, as_demand
from innovate_model.analyses.capacity.limit import Limit, Measured
from innovate_model.analyses.capacity.load import Load, load_of
from innovate_model.analyses.capacity.plant import busiest
from innovate_model.analyses.capacity.usage import amounts, asked
from innovate_model.analyses.cost.compiled import CompiledBill, compiled
from innovate_model.analyses.cost.usage import NO_USAGE, Usage
from innovate_model.graph import Graph
from innovate_model.prices import PriceBook
from innovate_model.resources.base import Resource

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

CHUNK = 10_000
_PERT = 4.0
"""The weight of the most likely value. D. G. Malcolm et al., "Application of a Technique for Research and Development
Program Evaluation", Operations Research 7(5), 1959."""

Key = tuple[str, str]
"""Address of a resource, and what of it is limited."""


@dataclass(frozen=True, slots=True, eq=False)
class Worlds:
    """`inputs`: what was drawn of each estimate that is uncertain. `usd`: USD a month by (month, world), at least that
    where the bill has gaps. `met`: for each limit the first month in which it is met in each world, or `months` where
    it never is. Limits that are not known are not in it."""

    months: int
    count: int
    inputs: Mapping[str, NDArray[numpy.float64]]
    usd: NDArray[numpy.float64]
    met: Mapping[Key, NDArray[numpy.int16]]

    @property
    def first_met(self) -> NDArray[numpy.int16]:
        """The first month in which any limit is met in each world; `months` where none is."""
        import numpy

        never = numpy.full(self.count, self.months, dtype=numpy.int16)
        first: NDArray[numpy.int16] = numpy.minimum.reduce([never, *self.met.values()])
        return first

    def usd_bands(self, *percents: float) -> NDArray[numpy.float64]:
        """Percentiles (5, 50 and 95, when none are named) of USD a month: one row for each month."""
        import numpy

        return numpy.percentile(self.usd, percents or (5, 50, 95), axis=1).T

    def month_band(self, key: Key, *percents: float) -> tuple[int | None, ...]:
        """Percentiles (5, 50, 95) of the month in which a limit is met; None where that is after the last one."""
        import numpy

        found = numpy.percentile(self.met[key], percents or (5, 50, 95), method="inverted_cdf")
        return tuple(None if month >= self.months else int(month) for month in found)

    def share_met(self, key: Key) -> float:
        """The part of the worlds in which a limit is met within the months."""
        return float((self.met[key] < self.months).mean())


def worlds(
    graph: Graph,
    demand: Asked,
    months: int = 24,
    count: int = 100_000,
    seed: int = 1,
    prices: PriceBook | None = None,
    usage: Usage = NO_USAGE,
) -> Worlds:
    """So many worlds of so many months, the same for the same seed. `usage` states what demand does not decide.

    ValueError for none of either; NotKnown where growth or the peak is not stated.
    """
    import numpy

    if months < 1 or count < 1:
        raise ValueError(f"{months} months in {count} worlds: there must be one of each at least")
    asked_for = as_demand(demand)
    inputs = drawn(asked_for, count, seed)
    run = _Run(graph, compiled(graph, prices, usage), list(asked(graph)), months)
    usd = numpy.empty((months, count))
    met: dict[Key, NDArray[numpy.int16]] = {}
    for start in range(0, count, CHUNK):
        part = slice(start, start + CHUNK)
        some = {name: values[part] for name, values in inputs.items()}
        for month, under in enumerate(_months(asked_for, some, months)):
            usd[month, part] = run.usd(under)
            for key, is_over in run.over(under):
                first = met.setdefault(key, numpy.full(count, months, dtype=numpy.int16))[part]
                first[is_over & (first == months)] = month
    return Worlds(months, count, inputs, usd, met)


def _months(demand: Demand, some: Mapping[str, Any], months: int) -> Iterator[Load]:
    """The load of each month, in which estimates that are certain are one number."""
    certain = {name: estimate.mid for name, estimate in demand.estimates.items() if name not in some}
    values = {**certain, **some}
    for month in range(months):
        yield load_of(demand, values, month)


def drawn(demand: Demand, count: int, seed: int) -> dict[str, NDArray[numpy.float64]]:
    """A sample of each estimate that is uncertain, independent of one another: PERT (beta) distributions. Each has a
    stream of its own, so that another estimate more leaves the others as they are."""
    import numpy

    found = {}
    for name, estimate in demand.estimates.items():
        if not estimate.is_certain:
            rng = numpy.random.default_rng([seed, *name.encode()])
            found[name] = _pert(estimate, count, rng)
    return found


def _pert(estimate: Estimate, count: int, rng: numpy.random.Generator) -> NDArray[numpy.float64]:
    width = estimate.high - estimate.low
    alpha = 1 + _PERT * (estimate.mid - estimate.low) / width
    beta = 1 + _PERT * (estimate.high - estimate.mid) / width
    return estimate.low + width * rng.beta(alpha, beta, count)


@dataclass(slots=True)
class _Run:
    """What is the same in every month and chunk."""

    graph: Graph
    bill: CompiledBill
    measured: list[tuple[Resource, str]]
    months: int

    def usd(self, under: Load) -> Any:
        told = {
            key: amount.quantity
            for key, amount in amounts(self.graph, under, self.measured)
            if isinstance(amount, Measured)
        }
        return self.bill.monthly_usd(told)

    def over(self, under: Load) -> Iterator[tuple[Key, Any]]:
        """For each limit in which worlds more is used than there is."""
        for resource, what, limit in answers(busiest(self.graph, under)):
            if isinstance(limit, Limit):
                yield (resource.address, what), limit.used > limit.most
