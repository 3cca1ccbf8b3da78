"""Composite availability: how often a service is up, if every part is up as often as AWS commits to.

The parts are taken to fail independently of one another, and a part that fails to be as good as lost. These are
assumptions. The first is kind: an event of a whole region, or a fault of one's own in a change, takes several parts
down at once. The second is hard, so what only starts or administers the others is not counted: pods run on while the
API server of their cluster does not answer (`falling.outlasts`).
https://docs.aws.amazon.com/whitepapers/latest/availability-and-beyond-improving-resilience/distributed-system-availability.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush

from innovate_model.analyses.service_levels import WITHIN, Level, level_of
from innovate_model.analyses.structure import Structure, structure
from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.graph import Graph

ASSUMPTION = (
    "parts fail independently of one another, each as often as its agreement lets it; one that fails is as good as "
    "lost, and what only starts or administers the others (an API server of Kubernetes, keys of disks) is not counted"
)
MOST_STATES = 10_000
"""So many partial states of the parts are looked at; what is then undecided widens the answer."""
MINUTES_A_MONTH = 30 * 24 * 60


@dataclass(frozen=True, slots=True)
class Part:
    """What of a service fails as one, and the commitment for it: a resource, or all that use a regional service in one
    region."""

    addresses: tuple[str, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Availability(Tabular):
    """How often a service is up, 0 to 1: from `low` to `high`, which are the same where all states were looked at.

    `not_known`: what the service needs as well, of which no figure is known, with the reason. It is taken never to
    fail, so the agreements add up to this *at most* unless there is none of it; without any `parts` it is not known at
    all. AWS may do better than it commits to.
    """

    service: str
    low: Fraction
    high: Fraction
    parts: tuple[Part, ...]
    not_known: tuple[tuple[str, str], ...]

    @property
    def is_known(self) -> bool:
        """Whether there is any figure."""
        return bool(self.parts)

    @property
    def is_at_most(self) -> bool:
        """Whether something without a figure may make it less."""
        return bool(self.not_known)

    def __str__(self) -> str:
        """`99.83 % at most`, rounded down, never up."""
        if not self.is_known:
            return "not known"
        exact = percent(self.low) if self.low == self.high else f"{percent(self.low)} to {percent(self.high)}"
        return f"{exact} %{' at most' if self.is_at_most else ''}"

    @property
    def minutes_down(self) -> float:
        """Minutes of a month of 30 days in which it is down, as `low` says."""
        return float((1 - self.low) * MINUTES_A_MONTH)

    def table(self) -> Table:
        """One row for each part with a figure."""
        rows = tuple(
            (
                ", ".join(part.addresses),
                f"{part.level.percent} %",
                part.level.what,
                part.level.page,
                part.level.date,
                part.level.origin,
            )
            for part in self.parts
        )
        return Table(
            ("addresses", "committed", "what", "page", "date", "origin"), rows, f"{self}; assumed: {ASSUMPTION}"
        )


def availability(graph: Graph, service: str) -> Availability:
    """The composite availability of a service from the agreements for its parts. KeyError for an unknown address."""
    shape = structure(graph, service, is_spell=True)
    fates: dict[tuple[Level, str], list[int]] = {}
    not_known: list[tuple[str, str]] = []
    for number, address in enumerate(shape.addresses):
        level = level_of(graph, address)
        if isinstance(level, Level):
            shared = f"region {graph.model.region_of(graph.model[address])}" if level.is_regional else address
            fates.setdefault((level, shared), []).append(number)
        elif graph.model[address].kind not in WITHIN:
            not_known.append((address, level))
    parts = tuple(Part(tuple(shape.addresses[n] for n in nodes), level) for (level, _), nodes in fates.items())
    failing = [(tuple(nodes), 1 - level.availability) for (level, _), nodes in fates.items()]
    low, high = up_share(shape, failing)
    return Availability(service, low, high, parts, tuple(not_known))


def up_share(
    shape: Structure, failing: Sequence[tuple[tuple[int, ...], Fraction]], most: int = MOST_STATES
) -> tuple[Fraction, Fraction]:
    """The share of time in which the service is up, when each of some groups of nodes fails as one for a share of it,
    independently: bounds, which are equal where `most` partial states were enough.

    States are split group by group, the most probable first, until the service is up or down whatever the others do.
    """
    series = Fraction(1)
    order = []
    for nodes, share in failing:
        if shape.is_down(nodes):
            series *= 1 - share
        else:
            order.append((nodes, share))
    rest = [tuple(node for nodes, _ in order[start:] for node in nodes) for start in range(len(order) + 1)]
    up = down = Fraction(0)
    ahead: list[tuple[Fraction, int, tuple[int, ...]]] = [(Fraction(-1), 0, ())]
    for _ in range(most):
        if not ahead:
            break
        weight, decided, failed = heappop(ahead)  # negative: the heap gives the smallest first
        if shape.is_down(failed):
            down -= weight
        elif not shape.is_down(failed + rest[decided]):
            up -= weight
        else:
            nodes, share = order[decided]
            heappush(ahead, (weight * share, decided + 1, failed + nodes))
            heappush(ahead, (weight * (1 - share), decided + 1, failed))
    return series * up, series * (1 - down)


def percent(share: Fraction) -> str:
    """A share in percent with four decimals, rounded down: what is promised is not more."""
    tenths = share * 1_000_000
    return f"{tenths.numerator // tenths.denominator / 10_000:.4f}"
