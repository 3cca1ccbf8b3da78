"""The cost of a graph: ask each resource's tariff what it needs, and the price book what that costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from innovate_model.analyses.cost.asking import demands, subject_of
from innovate_model.analyses.cost.commitments import Bought, Covered, Ledger, Payment, Steady, cover
from innovate_model.analyses.cost.demand import (
    Charge,
    Committed,
    Demand,
    Interruptible,
    Metered,
    NoCharge,
    NotPriced,
    Site,
)
from innovate_model.analyses.cost.line_items import Free, Gap, LineItem, LineItems, Purchase, Standing, Subject
from innovate_model.analyses.cost.money import total
from innovate_model.analyses.cost.terms import AS_WRITTEN, Terms
from innovate_model.analyses.cost.usage import NO_USAGE, Usage
from innovate_model.graph import Graph
from innovate_model.prices import EXACT, Price, PriceBook, Unknown, price_book

if TYPE_CHECKING:
    from innovate_model.analyses.cost.flows import Flows

_HUNDRED = Decimal(100)


def cost(
    graph: Graph, prices: PriceBook | None = None, usage: Usage | None = None, terms: Terms = AS_WRITTEN
) -> LineItems:
    """What the architecture costs in a month, at the prices of the book (the package's own when none is given).

    Every resource comes back as line items, gaps or free. What `usage` does not state is a gap, never zero. Tiers of
    a price are filled across the whole model, in its order, as AWS adds up the usage of an organisation's accounts
    (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/useconsolidatedbilling-discounts.html). Reservations
    and Savings Plans of the model pay for what runs all month, unless `terms` say otherwise.
    """
    book = prices if prices is not None else price_book()
    site = Site(graph, book.date)
    bill = _Bill(book, usage or NO_USAGE, terms, _flows(graph, usage or NO_USAGE))
    for resource in graph.model:
        subject = subject_of(resource, site)
        for demand in demands(resource, site):
            bill.add(subject, demand)
    bill.add_flows(site)
    return bill.closed()


def _flows(graph: Graph, usage: Usage) -> Flows | None:
    """What is stated of connections. The walker is loaded only where there is something to walk."""
    if not usage.has_flows:
        return None
    from innovate_model.analyses.cost.flows import flows_of

    return flows_of(graph, usage)


@dataclass(slots=True)
class _Bill:
    """First everything that is asked for, in the order of the model; then what commitments pay for of it; then the
    prices of all."""

    book: PriceBook
    usage: Usage
    terms: Terms
    flows: Flows | None
    asked: list[tuple[Subject, Charge | Gap | Free | Committed]] = field(default_factory=list)
    used_by_price: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    used_keys: set[tuple[str, str]] = field(default_factory=set)
    used_parts: set[tuple[str, str]] = field(default_factory=set)
    items: list[LineItem] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    free: list[Free] = field(default_factory=list)

    def add(self, subject: Subject, demand: Demand) -> None:
        if isinstance(demand, Metered):
            self.asked += self.metered(subject, demand)
        else:
            self.asked += ((subject, line) for line in self.lines(subject, demand))

    def lines(
        self, subject: Subject, demand: Charge | Committed | Interruptible | NoCharge | NotPriced
    ) -> Iterator[Charge | Gap | Free | Committed]:
        match demand:
            case Charge() | Committed():
                yield demand
            case NoCharge():
                yield Free(subject, demand.reason)
            case NotPriced():
                yield Gap(subject, "", demand.what, Standing.NOT_PRICED, demand.reason)
            case Interruptible():
                yield from self.interruptible(subject, demand)

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
            yield edge, _charge(demand, part.quantity, part.why)
        known = total(part.quantity for part in parts)
        if stated is None:
            if not parts:
                yield subject, self.not_stated(subject, demand)
            return
        quantity, reason = stated
        if known > quantity:
            reason = f"its connections have {known:f} of `{demand.measure}`, which is counted; stated are {quantity:f}"
            yield subject, Gap(subject, "", demand.what, Standing.UNUSED_USAGE, reason)
        elif known < quantity or not parts:
            rest = f"; less {known:f} of its connections" if parts else ""
            yield subject, _charge(demand, EXACT.subtract(quantity, known), reason + rest)

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
            service, reason = self.service_of(demand.price), f"{reason}, and {price.reason}"
        else:
            service, reason = price.service, f"{reason} (USD {price.usd} per {price.unit})"
        has_rate = isinstance(price, Price)
        return Gap(subject, service, demand.what, Standing.UNKNOWN_USAGE, reason, has_rate)

    def interruptible(self, subject: Subject, demand: Interruptible) -> Iterator[Charge | Gap]:
        """Spot hours, less those that find no capacity, and what an interruption makes run again."""
        spot = demand.charge
        away, again = (self.percent(subject, measure) for measure in ("percent_on_demand", "percent_run_again"))
        if away is None and again is None:
            why = f"{spot.assumption}; no interruption is counted: usage `percent_on_demand` is not stated"
            yield replace(spot, assumption=why)
            return
        (missed, missed_why), (rerun, rerun_why) = away or (Decimal(0), ""), again or (Decimal(0), "")
        kept = EXACT.multiply(spot.quantity, 1 - missed)
        why = f"{spot.assumption}; {missed:.1%} of the hours run on demand instead ({missed_why or 'not stated'})"
        yield replace(spot, quantity=kept, assumption=why)
        if rerun:
            why = f"{rerun:.1%} of the hours of Spot are run again after an interruption: {rerun_why}"
            yield replace(spot, what=f"{spot.what}, run again", quantity=EXACT.multiply(kept, rerun), assumption=why)
        if missed:
            why = f"{missed:.1%} of the hours find no Spot capacity: {missed_why}"
            instead = EXACT.multiply(spot.quantity, missed)
            yield Charge(f"{spot.what}, on demand instead", demand.on_demand, instead, why, is_steady=False)

    def percent(self, subject: Subject, measure: str) -> tuple[Decimal, str] | None:
        stated = self.stated(subject, measure)
        return (EXACT.divide(stated[0], _HUNDRED), stated[1]) if stated else None

    def closed(self) -> LineItems:
        """Everything that was asked for, priced."""
        ledger = self.covered() if self.terms.commitments else Ledger({})
        for index, (subject, line) in enumerate(self.asked):
            if isinstance(line, Charge):
                for part in ledger.parts.get(index, ()):
                    self.pay(subject, line, part)
                rest = ledger.left.get(index, line.quantity)
                if rest or not ledger.parts.get(index):
                    self.charge(subject, replace(line, quantity=rest))
            elif isinstance(line, Committed):
                self.close(subject, line, ledger)
            elif isinstance(line, Gap):
                self.gaps.append(line)
            else:
                self.free.append(line)
        self.add_unused_usage()
        return LineItems(tuple(self.items), tuple(self.gaps), tuple(self.free), self.book.date)

    def covered(self) -> Ledger:
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

    def pay(self, subject: Subject, line: Charge, part: Covered) -> None:
        """What a commitment pays for."""
        purchase = Purchase.RESERVED if part.is_reserved else Purchase.SAVINGS_PLAN
        what = f"{line.what}, {purchase}"
        if part.payment is None:
            standing = Standing.UNKNOWN_PRICE
            self.gaps.append(
                Gap(subject, self.service_of(line.price), what, standing, f"{part.why}; {line.assumption}")
            )
            return
        why = f"{part.why}; {line.assumption}"
        self.items.append(_paid(subject, what, part.payment, why, purchase, part.commitment))

    def close(self, subject: Subject, line: Committed, ledger: Ledger) -> None:
        """What is left of a commitment; all of it is not counted where commitments are not."""
        leftover = ledger.leftovers.get(subject.address)
        if leftover is None:
            self.free.append(Free(subject, _NOT_BOUGHT))
        elif leftover.payment is None:
            self.gaps.append(Gap(subject, "", leftover.what, Standing.UNKNOWN_PRICE, leftover.why))
        else:
            is_plan = subject.kind == "savings_plan"
            purchase = Purchase.SAVINGS_PLAN if is_plan else Purchase.RESERVED
            item = _paid(subject, leftover.what, leftover.payment, leftover.why, purchase, subject.address)
            self.items.append(item)

    def charge(self, subject: Subject, charge: Charge) -> None:
        answers = [self.book.find(id, subject.region) for id in (charge.price, *charge.alternatives)]
        price = next((answer for answer in answers if isinstance(answer, Price)), None)
        if price is not None:
            self.add_priced(subject, charge, price)
            return
        reasons = "; ".join(answer.reason for answer in answers if isinstance(answer, Unknown))
        service = self.service_of(charge.price)
        self.gaps.append(Gap(subject, service, charge.what, Standing.UNKNOWN_PRICE, reasons))

    def add_priced(self, subject: Subject, charge: Charge, price: Price) -> None:
        key = (price.id, price.region)
        used = self.used_by_price.get(key, Decimal(0))
        slices, beyond = price.slices(charge.quantity, used)
        self.used_by_price[key] = EXACT.add(used, charge.quantity)
        for quantity, usd in slices:
            item = LineItem(
                subject=subject,
                service=price.service,
                what=charge.what,
                quantity=quantity,
                unit=price.unit,
                usd_per_unit=usd,
                source=price.source,
                date=price.date,
                confidence=price.confidence,
                assumption=charge.assumption,
                note=price.note,
                purchase=Purchase.SPOT if ".spot." in price.id else Purchase.ON_DEMAND,
            )
            self.items.append(item)
        if beyond:
            reason = f"{beyond} {price.unit} beyond the last tier that the price book knows of {price.id}"
            self.gaps.append(Gap(subject, price.service, charge.what, Standing.UNKNOWN_PRICE, reason))

    def service_of(self, id: str) -> str:
        """AWS's service code of a price, from any region that has it."""
        return next((self.book.prices[id, region].service for region in self.book.regions_of(id)), "")

    def add_unused_usage(self) -> None:
        for key, measure in self.usage.amounts:
            if (key, measure) not in self.used_keys:
                reason = f"no resource `{key}` of the model is asked for `{measure}`"
                self.gaps.append(Gap(Subject(key, ""), "", measure, Standing.UNUSED_USAGE, reason))


def _charge(demand: Metered, quantity: Decimal, why: str) -> Charge:
    reason = "; ".join(part for part in (why, demand.assumption) if part)
    units = EXACT.divide(EXACT.multiply(quantity, Decimal(demand.times)), Decimal(demand.per))
    return Charge(demand.what, demand.price, units, reason, demand.alternatives, is_steady=False)


_NOT_BOUGHT = (
    "not counted: everything is priced as if it were bought on demand "
    "(https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-purchasing-options.html)"
)


def _paid(subject: Subject, what: str, payment: Payment, why: str, purchase: Purchase, commitment: str) -> LineItem:
    return LineItem(
        subject=subject,
        service=payment.service,
        what=what,
        quantity=payment.quantity,
        unit=payment.unit,
        usd_per_unit=payment.usd,
        source=payment.source,
        date=payment.date,
        confidence=payment.confidence,
        assumption=why,
        note=payment.note,
        purchase=purchase,
        commitment=commitment,
    )
