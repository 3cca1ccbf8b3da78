"""The result of a search: which of some architectures is best, the others that are best in something else, and why not
the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from innovate_model.analyses.availability import percent
from innovate_model.analyses.candidates import (
    Aim,
    Figures,
    Missing,
    Reason,
    Why,
    flaws,
    level_flaws,
    price_flaws,
)
from innovate_model.analyses.cost import usd_text
from innovate_model.analyses.tabular import Table, Tabular

_SHOWN = 3
_CENT = Decimal("0.01")

Flaws = Callable[[Sequence[Figures], Figures], list[tuple[Reason, ...]]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One point of the grid. `reasons` speak against it; one without any is on the Pareto front. `is_proven`: its
    promises were asked; those of the others need not be, as something cheaper to judge is against them."""

    labels: Mapping[str, Any]
    figures: Figures | None
    reasons: tuple[Reason, ...] = ()
    is_proven: bool = False

    @property
    def name(self) -> str:
        """What was chosen, in a line."""
        return ", ".join(f"{axis}: {label}" for axis, label in self.labels.items()) or "as it is"

    @property
    def why(self) -> list[str]:
        """What is against it, as far as it is shown."""
        more = len(self.reasons) - _SHOWN
        return [reason.says for reason in self.reasons[:_SHOWN]] + ([f"and {more} more"] if more > 0 else [])

    @property
    def cost(self) -> str:
        """`at least USD 7,293.55 a month`."""
        return _cost(self.figures) if self.figures is not None else "not known"


@dataclass(frozen=True, slots=True)
class Recommendation(Tabular):
    """Every candidate, in the order of the grid; `base`: the architecture as it is; `promises`: those that held in it,
    and were asked of the candidates that could still win."""

    candidates: tuple[Candidate, ...]
    base: Figures
    aim: Aim
    promises: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.candidates)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.candidates)

    @property
    def front(self) -> tuple[Candidate, ...]:
        """Those that do all that is asked, and of which none is as cheap, as often up and as large as another one: the
        cheapest first."""
        found = [(each.figures.rank, each) for each in self.candidates if each.figures and not each.reasons]
        return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))

    @property
    def best(self) -> Candidate | None:
        """The cheapest that does all that is asked; None where there is none."""
        return next(iter(self.front), None)

    @property
    def rejected(self) -> tuple[Candidate, ...]:
        """The others, each with its reasons, in the order of the grid."""
        return tuple(each for each in self.candidates if each.reasons)

    @property
    def ranked(self) -> tuple[Candidate, ...]:
        """All of them: the front, then the others that have figures, each the cheapest first, then the rest."""
        measured = sorted((each for each in self.rejected if each.figures), key=_rank)
        return (*self.front, *measured, *(each for each in self.rejected if not each.figures))

    @property
    def sentence(self) -> str:
        """What to take, what that rests on, and how many were judged by what."""
        return "\n".join([self._answer(), *self.caveats, self.judged])

    @property
    def judged(self) -> str:
        """How many points of the grid were judged by what."""
        measured = sum(each.figures is not None for each in self.candidates)
        proven = sum(each.is_proven for each in self.candidates)
        by = [
            f"{len(self)} by faults",
            f"{measured} by {_and(self._measures)}",
            f"{proven} by {len(self.promises)} promises",
        ]
        return f"All {len(self)} points of the grid are judged: {', '.join(by)}."

    @property
    def _measures(self) -> list[str]:
        return ["cost", *(["capacity"] if self.aim.demand else []), *(["availability"] if self.aim.services else [])]

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the answer rests on that is not known."""
        return tuple(_caveats(self))

    def _answer(self) -> str:
        best = self.best
        if best is None or best.figures is None:
            counts = {why: sum(why in {one.why for one in each.reasons} for each in self.candidates) for why in Why}
            told = ", ".join(f"{count} because {why}" for why, count in counts.items() if count)
            return f"None of {len(self)} does all that is asked: {told}."
        facts = [best.cost + f" (as it is: {_cost(self.base)})", *_services(best.figures), *self._users(best.figures)]
        return f"The cheapest of {len(self)} that does all that is asked is {best.name}: {', '.join(facts)}."

    def _users(self, of: Figures) -> Iterator[str]:
        if self.aim.demand is not None:
            yield f"holds {_holds(of)} users a day"

    def table(self) -> Table:
        """One row for each candidate: the front first, then the others, cheapest first."""
        axes = tuple(self.candidates[0].labels) if self.candidates else ()
        columns = (*axes, "cost (USD/month)", "cost is", "availability (%)", "holds (users/day)", "verdict", "why")
        return Table(columns, tuple(self._row(each) for each in self.ranked), self.sentence)

    def _row(self, of: Candidate) -> tuple[object, ...]:
        verdict = "rejected" if of.reasons else "recommended" if of is self.best else "on the front"
        numbers: tuple[object, ...] = ("", "", "", "")
        if of.figures is not None:
            money = of.figures.cost.quantize(_CENT)
            users = _holds(of.figures) if self.aim.demand is not None else ""
            up = percent(of.figures.up) if of.figures.up is not None else "not known" if of.figures.services else ""
            numbers = (money, "at least" if of.figures.is_at_least else "exact", up, users)
        return (*of.labels.values(), *numbers, verdict, "; ".join(of.why))


def _rank(of: Candidate) -> tuple[Decimal, Fraction, bool, int]:
    assert of.figures is not None  # asked of such only
    return of.figures.rank


def _cost(of: Figures) -> str:
    return f"{'at least ' if of.is_at_least else ''}USD {usd_text(of.cost)} a month"


def _holds(of: Figures) -> str:
    return "any number of" if of.holds is None else f"{of.holds:,}"


def _services(of: Figures) -> Iterator[str]:
    for each in of.services:
        if each.low is not None:
            yield f"{each.service} up {percent(each.low)} %{' at most' if each.is_at_most else ''}"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _caveats(of: Recommendation) -> Iterator[str]:
    unpriced = sum(any(one.why is Why.PRICE for one in each.reasons) for each in of.candidates)
    if unpriced:
        yield f"{unpriced} cannot be compared by cost, as a price is unknown: one of them may be cheaper."
    best = of.best
    if best is None or best.figures is None:
        return
    mine, base = best.figures, of.base
    if mine.unpriced:
        yield f"Not in its cost, nor in that of the others: {len(mine.unpriced)} amounts without a price."
    if fewer := base.unpriced - mine.unpriced:
        yield f"Not in the cost as it is, but in its own: {_few(fewer)}."
    alike = [each.figures for each in of.candidates if each.figures and not _is_out(each)]
    common = frozenset.intersection(base.unstated, *(each.unstated for each in alike))
    if own := mine.unstated - common:
        yield f"Not in its cost, and not the same for all: usage that is not stated ({_few(own)})."
    for each in mine.services:
        if each.low is None and each.lacking:
            yield f"How often {each.service} is up cannot be compared: {_parts(each.lacking)} has no figure."
    if mine.unknown:
        yield f"Not known, as before: {len(mine.unknown)} limits, so that it may hold fewer users."


def _few(amounts: Iterable[Missing]) -> str:
    names = sorted({f"{one.what} of {one.address}" for one in amounts})
    return "; ".join(names[:_SHOWN]) + (f"; and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")


def _parts(lacking: Iterable[tuple[str, str]]) -> str:
    addresses = sorted(address for address, _ in lacking)
    return addresses[0] + (f" and {len(addresses) - 1} more" if len(addresses) > 1 else "")


def _is_out(of: Candidate) -> bool:
    """Whether something else than its promises and its cost is against it."""
    return any(one.why not in (Why.PROMISE, Why.MATCHED) for one in of.reasons)


def measured(
    points: Sequence[tuple[Mapping[str, Any], Figures | None, str]], base: Figures, aim: Aim
) -> list[Candidate]:
    """(labels, figures, fault) of each point -> the candidates, with all that their own figures and unknown prices say
    against them."""
    found = []
    for labels, numbers, fault in points:
        against = (Reason(Why.FAULT, fault),) if numbers is None else tuple(flaws(numbers, base, aim))
        found.append(Candidate(labels, numbers, against))
    for number, one, reasons in _left(found, level_flaws, base):
        if reasons and aim.availability is None:  # then it only decides which is the better one
            found[number] = replace(found[number], figures=one.without_availability)
        else:
            found[number] = replace(found[number], reasons=reasons)
    for number, _, reasons in _left(found, price_flaws, base):
        found[number] = replace(found[number], reasons=reasons)
    return found


def _left(found: Sequence[Candidate], flaws_of: Flaws, base: Figures) -> list[tuple[int, Figures, tuple[Reason, ...]]]:
    """What is against those against which nothing is yet, as against all of them together."""
    left = [(number, each.figures) for number, each in enumerate(found) if each.figures and not each.reasons]
    told = flaws_of([figures for _, figures in left], base)
    return [(number, figures, reasons) for (number, figures), reasons in zip(left, told, strict=True)]


def settled(candidates: Sequence[Candidate], prove: Callable[[int], tuple[Reason, ...]]) -> tuple[Candidate, ...]:
    """The candidates with the last word on each. From the cheapest on: one that another one matches is not asked for
    its promises; `prove` tells by its number what is against one by them."""
    found = list(candidates)
    left = [(each.figures.rank, number) for number, each in enumerate(found) if each.figures and not each.reasons]
    front: list[Candidate] = []
    for _, number in sorted(left):
        one = found[number]
        assert one.figures is not None  # chosen for it
        match = next((each for each in front if each.figures and one.figures.is_matched_by(each.figures)), None)
        if match is not None:
            found[number] = replace(one, reasons=(_matched(match),))
            continue
        found[number] = replace(one, reasons=prove(number), is_proven=True)
        if not found[number].reasons:
            front.append(found[number])
    return tuple(found)


def _matched(by: Candidate) -> Reason:
    return Reason(Why.MATCHED, f"{by.name}: is up as often, holds as many users, and costs no more ({by.cost})")
