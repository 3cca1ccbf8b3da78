"""Everything that an architecture asks for in a month, in the order of the model, before any of it is priced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from innovate_model.analyses.cost.asking import asked_of, site_of, subject_of
from innovate_model.analyses.cost.commitments import Bought, Ledger, Steady, cover
from innovate_model.analyses.cost.demand import (
    ON_DEMAND_INSTEAD,
    RUN_AGAIN,
    Charge,
    Committed,
    Demand,
    Metered,
    NoCharge,
    NotPriced,
    Site,
)
from innovate_model.analyses.cost.line_items import Free, Gap, Standing, Subject
from innovate_model.analyses.cost.money import total
from innovate_model.analyses.cost.usage import Usage
from innovate_model.graph import Graph
from innovate_model.prices import EXACT, Price, PriceBook, Unknown

if TYPE_CHECKING:
    from innovate_model.analyses.cost.flows import Flows

Asked = TypeVar("Asked", Charge, Metered)
Line = Charge | Gap | Free | Committed
_ALL, _HUNDRED = Decimal(1), Decimal(100)


def gathered(graph: Graph, book: PriceBook, usage: Usage) -> Gathering:
    """What every resource and every connection asks for, under a usage."""
    site = site_of(graph, book.date)
    found = Gathering(book, usage, _flows(graph, usage))
    for resource in graph.model:
        subject = subject_of(resource, site)
        for demand in asked_of(resource, site):
            found.add(subject, demand)
    found.add_flows(site)
    found.add_unused_usage()
    return found


def _flows(graph: Graph, usage: Usage) -> Flows | None:
    """What is stated of connections. The walker is loaded only where there is something to walk."""
    if not usage.has_flows:
        return None
    from innovate_model.analyses.cost.flows import flows_of

    return flows_of(graph, usage)


@dataclass(slots=True)
class Gathering:
    """Lines with their subjects; and what is measured of a resource and not stated, each of which is a gap, too: with
    the part of the measure that it has."""

    book: PriceBook
    usage: Usage
    flows: Flows | None
    asked: list[tuple[Subject, Line]] = field(default_factory=list)
    unstated: list[tuple[Subject, Metered, Decimal]] = field(default_factory=list)
    used_keys: set[tuple[str, str]] = field(default_factory=set)
    used_parts: set[tuple[str, str]] = field(default_factory=set)

    def add(self, subject: Subject, demand: Demand) -> None:
        if isinstance(demand, Metered):
            self.asked += self.metered(subject, demand)
        else:
            self.asked += ((subject, line) for line in self.lines(subject, demand))

    def lines(self, subject: Subject, demand: Charge | Committed | NoCharge | NotPriced) -> Iterator[Line]:
        match demand:
            case Charge():
                yield from self.charges(subject, demand)
            case Committed():
                yield demand
            case NoCharge():
                for measure in demand.measures:
                    self.stated(subject, measure)
                yield Free(subject, demand.reason)
            case NotPriced():
                yield Gap(subject, "", demand.what, Standing.NOT_PRICED, demand.reason)

    def stated(self, subject: Subject, measure: str) -> tuple[Decimal, str] | None:
        """The quantity of a measure of a resource, and why; None where the usage does not say."""
        found = self.usage.find(subject.address, subject.kind, measure)
        if found is None:
            return None
        key, amount = found
        self.used_keys.add(key)
        return amount.quantity, amount.reason

    def metered(self, subject: Subject, demand: Metered) -> Iterator[tuple[Subject, Charge | Gap]]:
        """What connections have of it, each on a line of its own, and the rest of what is stated."""
        stated = self.stated(subject, demand.measure)
        key = (subject.address, demand.measure)
        parts = self.flows.parts.get(key, []) if self.flows else []
        self.used_parts.add(key)
        for part in parts:
            edge = replace(subject, address=part.edge, region=part.region or subject.region)
            yield from ((edge, line) for line in self.charges(subject, _charge(demand, part.quantity, part.why)))
        if stated is None:
            if not parts:
                self.unstated += ((subject, *part) for part in self.in_parts(subject, demand))
                if not demand.is_optional:
                    yield subject, self.not_stated(subject, demand)
            return
        quantity, reason = stated
        known = total(part.quantity for part in parts)
        if known > quantity:
            reason = f"its connections have {known:f} of `{demand.measure}`, which is counted; stated are {quantity:f}"
            yield subject, Gap(subject, "", demand.what, Standing.UNUSED_USAGE, reason)
        elif known < quantity or not parts:
            rest = f"; less {known:f} of its connections" if parts else ""
            charge = _charge(demand, EXACT.subtract(quantity, known), reason + rest)
            yield from ((subject, line) for line in self.charges(subject, charge))

    def add_flows(self, site: Site) -> None:
        """What connections cost by themselves, on the bill of the end or thing that pays."""
        if self.flows is None:
            return
        self.used_keys |= self.flows.used
        for own in self.flows.own:
            resource = site.graph.model.resources.get(own.payer)
            payer = subject_of(resource, site) if resource is not None else Subject(own.edge, "flow")
            subject = replace(payer, address=own.edge, region=own.region or payer.region)
            self.asked.append((subject, Charge(own.what, own.price, own.quantity, own.why, is_steady=False)))
        for (owner, measure), parts in self.flows.parts.items():
            if (owner, measure) not in self.used_parts:
                reason = (
                    f"its connections have {total(one.quantity for one in parts):f} of it, which no tariff asks for"
                )
                self.flows.gaps.append(Gap(Subject(owner, ""), "", measure, Standing.NOT_PRICED, reason))
        self.asked += ((gap.subject, gap) for gap in self.flows.gaps)
        self.asked += ((free.subject, free) for free in self.flows.free)

    def not_stated(self, subject: Subject, demand: Metered) -> Gap:
        price = self.book.find(demand.price, subject.region)
        reason = f"not counted: usage `{demand.measure}` is not stated"
        if isinstance(price, Unknown):
            service, reason = service_of(self.book, demand.price), f"{reason}, and {price.reason}"
        else:
            service, reason = price.service, f"{reason} (USD {price.usd} per {price.unit})"
        has_rate = isinstance(price, Price)
        return Gap(subject, service, demand.what, Standing.UNKNOWN_USAGE, reason, has_rate, measure=demand.measure)

    def charges(self, subject: Subject, charge: Charge) -> Iterator[Charge]:
        """A charge, or its parts."""
        for part, share in self.in_parts(subject, charge):
            yield part if share == _ALL else replace(part, quantity=EXACT.multiply(part.quantity, share))

    def in_parts(self, subject: Subject, asked: Asked) -> Iterator[tuple[Asked, Decimal]]:
        """What is asked for, as a whole; of Spot capacity the hours that find it, what an interruption makes run again,
        and what runs on demand instead, each with its share of the hours."""
        if not asked.on_demand:
            yield asked, _ALL
            return
        away, again = self.percent(subject, ON_DEMAND_INSTEAD), self.percent(subject, RUN_AGAIN)
        said = f"{asked.assumption}; " if asked.assumption else ""
        if away is None and again is None:
            why = f"{said}no interruption is counted: usage `{ON_DEMAND_INSTEAD}` is not stated"
            yield replace(asked, assumption=why), _ALL
            return
        (missed, missed_why), (rerun, rerun_why) = away or (Decimal(0), ""), again or (Decimal(0), "")
        kept = EXACT.subtract(_ALL, missed)
        why = f"{said}{missed:.1%} of the hours run on demand instead ({missed_why or 'not stated'})"
        yield replace(asked, assumption=why), kept
        if rerun:
            why = f"{rerun:.1%} of the hours of Spot are run again after an interruption: {rerun_why}"
            yield replace(asked, what=f"{asked.what}, run again", assumption=why), EXACT.multiply(kept, rerun)
        if missed:
            why = f"{missed:.1%} of the hours find no Spot capacity: {missed_why}"
            what, price = f"{asked.what}, on demand instead", asked.on_demand
            yield replace(asked, what=what, price=price, alternatives=(), on_demand="", assumption=why), missed

    def percent(self, subject: Subject, measure: str) -> tuple[Decimal, str] | None:
        stated = self.stated(subject, measure)
        return (EXACT.divide(stated[0], _HUNDRED), stated[1]) if stated else None

    def add_unused_usage(self) -> None:
        for key, measure in self.usage.amounts:
            if (key, measure) not in self.used_keys:
                reason = f"no resource `{key}` of the model is asked for `{measure}`"
                subject = Subject(key, "")
                self.asked.append((subject, Gap(subject, "", measure, Standing.UNUSED_USAGE, reason)))

    def covered(self) -> Ledger:
        """What the commitments of the model pay for, of what is there all month."""
        steady: list[Steady] = []
        bought: list[Bought] = []
        for index, (subject, line) in enumerate(self.asked):
            if isinstance(line, Committed):
                bought.append(Bought(line.resource, subject.account, subject.region))
            elif isinstance(line, Charge) and line.is_steady:
                price = self.book.find(line.price, subject.region)
                known = price if isinstance(price, Price) else None
                steady.append(Steady(index, subject.account, subject.region, line.price, line.quantity, known))
        return cover(steady, bought, self.book) if bought else Ledger({})


def _charge(demand: Metered, quantity: Decimal, why: str) -> Charge:
    reason = "; ".join(part for part in (why, demand.assumption) if part)
    units = EXACT.divide(EXACT.multiply(quantity, Decimal(demand.times)), Decimal(demand.per))
    return Charge(demand.what, demand.price, units, reason, demand.alternatives, False, demand.on_demand)


def service_of(book: PriceBook, id: str) -> str:
    """AWS's service code of a price, from any region that has it."""
    return next((book.prices[id, region].service for region in book.regions_of(id)), "")
