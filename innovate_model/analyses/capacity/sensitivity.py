"""Which estimates decide an outcome: Spearman's rank correlation between what was drawn of each and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy
    from numpy.typing import NDArray


class Influence(NamedTuple):
    """`rank_correlation`: 1 where the outcome always rises with the estimate, -1 where it always falls, 0 where the two
    have nothing to do with each other; None where the outcome is the same in every world."""

    estimate: str
    rank_correlation: float | None


def influences(inputs: Mapping[str, NDArray[Any]], outcome: NDArray[Any]) -> tuple[Influence, ...]:
    """The estimates, the most influential first; equals in their order. ValueError where there are fewer than two
    worlds.

    C. Spearman, "The Proof and Measurement of Association between Two Things", American Journal of Psychology 15(1),
    1904; ties get the mean of their ranks.
    """
    if outcome.size < 2:
        raise ValueError("a correlation needs two worlds or more")
    ranked = _centred_ranks(outcome)
    found = [Influence(name, _correlation(_centred_ranks(values), ranked)) for name, values in inputs.items()]
    return tuple(sorted(found, key=lambda each: -abs(each.rank_correlation or 0.0)))


def deciding(inputs: Mapping[str, NDArray[Any]], outcome: NDArray[Any]) -> tuple[Influence, ...]:
    """Those of the estimates whose influence is more than chance: three times its standard deviation where the two have
    nothing to do with each other, which is 1/sqrt(worlds - 1). None where the outcome is the same in every world.

    M. G. Kendall, "Rank Correlation Methods", 1948, chapter 4.
    """
    chance = 3 / (outcome.size - 1) ** 0.5 if outcome.size > 1 else 1.0
    return tuple(each for each in influences(inputs, outcome) if abs(each.rank_correlation or 0.0) > chance)


def _centred_ranks(values: NDArray[Any]) -> NDArray[numpy.float64]:
    """Ranks with the mean rank for ties, less their mean."""
    import numpy

    order = numpy.argsort(values, kind="stable")
    ordered = values[order]
    starts = numpy.flatnonzero(numpy.concatenate([[True], ordered[1:] != ordered[:-1]]))
    ends = numpy.append(starts[1:], values.size)
    ranks = numpy.empty(values.size)
    ranks[order] = numpy.repeat((starts + ends - 1) / 2, ends - starts)
    return ranks - (values.size - 1) / 2


def _correlation(left: NDArray[numpy.float64], right: NDArray[numpy.float64]) -> float | None:
    import numpy

    size = float(numpy.sqrt((left @ left) * (right @ right)))
    return float(left @ right) / size if size else None
