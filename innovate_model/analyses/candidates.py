"""What decides between architectures: what each costs, how often its services are up, how many users it holds; and what
speaks against one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from innovate_model.analyses.availability import availability, percent
from innovate_model.analyses.cost import AS_WRITTEN, LineItems, Standing, Terms, Usage, cost
from innovate_model.graph import Graph

if TYPE_CHECKING:
    from innovate_model.analyses.capacity import Demand
    from innovate_model.prices import PriceBook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Aim:
    """What is asked of an architecture: to hold a `demand`, and that each of some `services` is up for a share of the
    time. None: that is not asked. The bill is that of the `usage`, and of what the demand uses."""

    services: tuple[str, ...] = ()
    demand: Demand | None = None
    availability: Fraction | None = None
    usage: Usage | None = None
    prices: PriceBook | None = None


class Missing(NamedTuple):
    """An amount that is not in a cost. `quantity` is known where only the price is not."""

    address: str
    what: str
    reason: str
    quantity: Decimal | None

    def __str__(self) -> str:
        return f"{self.what} of {self.address} ({self.reason})"


class Full(NamedTuple):
    """A limit that the demand meets, and with how many users a day it is met."""

    address: str
    what: str
    saturates_at: int


class NotTold(NamedTuple):
    """A limit that cannot be worked out."""

    address: str
    what: str
    missing: str


class Up(NamedTuple):
    """How often a service is up, as of `Availability`; None where it is not known, or there is no such service.
    `lacking`: what it needs of which no figure is known, (address, reason), and which is taken never to fail."""

    service: str
    low: Fraction | None
    high: Fraction | None
    lacking: frozenset[tuple[str, str]] = frozenset()
    is_there: bool = True

    @property
    def is_at_most(self) -> bool:
        """Whether something without a figure may make it less."""
        return bool(self.lacking)


@dataclass(frozen=True, slots=True)
class Figures:
    """One architecture in numbers. `unpriced` lacks a price, `unstated` an amount. `holds`: the most users a day with
    which nothing is too little; None where no number is too many, and where no demand is asked for."""

    cost: Decimal
    unpriced: frozenset[Missing]
    unstated: frozenset[Missing]
    services: tuple[Up, ...]
    met: tuple[Full, ...] = ()
    unknown: frozenset[NotTold] = frozenset()
    holds: int | None = None

    @property
    def up(self) -> Fraction | None:
        """The share of time of the service that is up least; None where that of one is not known."""
        shares = [each.low for each in self.services if each.low is not None]
        return min(shares, default=None) if len(shares) == len(self.services) else None

    @property
    def is_at_least(self) -> bool:
        """Whether something is missing in the cost."""
        return bool(self.unpriced or self.unstated)

    @property
    def lacking(self) -> frozenset[tuple[str, str]]:
        """What its services need of which no figure is known, (address, reason)."""
        return frozenset[tuple[str, str]]().union(*(each.lacking for each in self.services))

    @property
    def without_availability(self) -> Figures:
        """The same, but that it is not known how often its services are up."""
        return replace(self, services=tuple(each._replace(low=None, high=None) for each in self.services))

    def is_matched_by(self, other: Figures) -> bool:
        """Whether another one costs no more, is up no less (what is not known counts as least), and holds no fewer
        users."""
        is_up = self.up is None or (other.up is not None and other.up >= self.up)
        is_held = other.holds is None or (self.holds is not None and other.holds >= self.holds)
        return other.cost <= self.cost and is_up and is_held

    @property
    def rank(self) -> tuple[Decimal, Fraction, bool, int]:
        """The order in which architectures are looked at: the cheapest first, the better first of equal ones. None is
        matched by one that comes after it, unless they are the same."""
        return (
            self.cost,
            -(self.up if self.up is not None else Fraction(-1)),
            self.holds is not None,
            -(self.holds or 0),
        )


def figures(graph: Graph, aim: Aim, terms: Terms = AS_WRITTEN) -> Figures:
    """The numbers of an architecture that is bought on some terms."""
    bill = cost(graph, aim.prices, _usage(graph, aim), terms)
    services = tuple(_up(graph, service) for service in aim.services)
    unpriced = frozenset(_missing(bill, Standing.UNKNOWN_PRICE, Standing.NOT_PRICED))
    unstated = frozenset(_missing(bill, Standing.UNKNOWN_USAGE, Standing.UNUSED_USAGE, Standing.NO_WAY))
    money = bill.total.monthly_usd
    if aim.demand is None:
        return Figures(money, unpriced, unstated, services)
    from innovate_model.analyses.capacity import capacity

    held = capacity(graph, aim.demand)
    met = tuple(Full(use.address, use.what, use.saturates_at) for use in held.met if use.saturates_at is not None)
    unknown = frozenset(NotTold(one.address, one.what, one.missing) for one in held.unknown)
    first = held.first.saturates_at if held.first is not None else None
    return Figures(money, unpriced, unstated, services, met, unknown, None if first is None else max(0, first - 1))


def _usage(graph: Graph, aim: Aim) -> Usage | None:
    if aim.demand is None:
        return aim.usage
    from innovate_model.analyses.capacity import usage_of

    return usage_of(graph, aim.demand, stated=aim.usage)


def _missing(bill: LineItems, *standings: Standing) -> Iterator[Missing]:
    for gap in bill.gaps:
        if gap.standing in standings:
            yield Missing(gap.subject.address, gap.what, gap.reason, gap.quantity)


def _up(graph: Graph, service: str) -> Up:
    if service not in graph.model:
        return Up(service, None, None, is_there=False)
    found = availability(graph, service)
    return Up(service, found.low, found.high, frozenset(found.not_known)) if found.is_known else Up(service, None, None)


class Why(StrEnum):
    """What speaks against an architecture."""

    FAULT = "it has a fault"
    DEMAND = "it does not hold the demand"
    LIMIT = "a limit is not known"
    AVAILABILITY = "it is not up as often as asked"
    PRICE = "a price is unknown"
    PROMISE = "a promise is not kept"
    MATCHED = "another one is as good for no more"


class Reason(NamedTuple):
    """Why an architecture is not recommended. `about`: the address, or the name of the promise, that it is about."""

    why: Why
    says: str
    about: str = ""


def flaws(of: Figures, base: Figures, aim: Aim) -> Iterator[Reason]:
    """What its own numbers say against an architecture; `base` is the one that it is to replace, of which the same
    limits may be unknown."""
    for full in of.met:
        says = f"saturates at {full.saturates_at:,} users a day: {full.what} of {full.address}"
        yield Reason(Why.DEMAND, says, full.address)
    for limit in sorted(of.unknown - base.unknown):
        says = f"whether it holds the demand is not known: {limit.what} of {limit.address} ({limit.missing})"
        yield Reason(Why.LIMIT, says, limit.address)
    for service in of.services:
        yield from _downtime(service, aim.availability)


def _downtime(of: Up, asked: Fraction | None) -> Iterator[Reason]:
    if not of.is_there:
        yield Reason(Why.AVAILABILITY, f"{of.service} is not there any more", of.service)
    elif asked is None:
        return
    elif of.low is None or of.high is None:
        yield Reason(Why.AVAILABILITY, f"how often {of.service} is up is not known", of.service)
    elif of.high < asked:
        says = f"{percent(of.high)} % < {percent(asked)} %: {of.service}"
        yield Reason(Why.AVAILABILITY, says, of.service)
    elif of.low < asked:
        says = (
            f"{percent(of.low)} to {percent(of.high)} %, whether that is {percent(asked)} % is not known: {of.service}"
        )
        yield Reason(Why.AVAILABILITY, says, of.service)


def price_flaws(survivors: Sequence[Figures], base: Figures) -> list[tuple[Reason, ...]]:
    """For each of some architectures, what is unpriced in it and makes its cost say nothing against the others: an
    unknown price that all of them have in the same amount, and the base too, shifts every cost alike."""
    return [tuple(_unpriced(more)) for more in _beyond([of.unpriced for of in survivors], base.unpriced)]


def level_flaws(survivors: Sequence[Figures], base: Figures) -> list[tuple[Reason, ...]]:
    """The same of how often services are up: what has no figure in one of them, as Spot capacity, is taken never to
    fail there, and would make it the better one."""
    return [tuple(_without_figure(more)) for more in _beyond([of.lacking for of in survivors], base.lacking)]


def _beyond(sets: Sequence[frozenset[T]], base: frozenset[T]) -> list[frozenset[T]]:
    """What each lacks more than the others: what the base does not lack too, and, of what is left, what one of the
    others that lack nothing more does not."""
    as_base = [one for one in sets if one <= base]
    common = frozenset.intersection(*as_base) if as_base else base
    return [one - common for one in sets]


def _without_figure(parts: Iterable[tuple[str, str]]) -> Iterator[Reason]:
    for address, why in sorted(parts):
        says = f"how often it is up cannot be compared: no figure is known of {address} ({why})"
        yield Reason(Why.AVAILABILITY, says, address)


def _unpriced(amounts: Iterable[Missing]) -> Iterator[Reason]:
    for amount in sorted(amounts, key=lambda one: (one.address, one.what, one.reason)):
        says = f"costs cannot be compared without a price of {amount.what} of {amount.address}"
        yield Reason(Why.PRICE, says, amount.address)
