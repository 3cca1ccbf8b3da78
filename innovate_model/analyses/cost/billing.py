"""The cost of a graph: ask each resource's tariff what it needs, and the price book what that costs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from innovate_model.analyses.cost.commitments import Covered, Ledger, Payment
from innovate_model.analyses.cost.demand import Charge, Committed
from innovate_model.analyses.cost.gathering import Gathering, gathered, service_of
from innovate_model.analyses.cost.line_items import Free, Gap, LineItem, LineItems, Purchase, Standing, Subject
from innovate_model.analyses.cost.terms import AS_WRITTEN, Terms
from innovate_model.analyses.cost.usage import NO_USAGE, Usage
from innovate_model.graph import Graph
from innovate_model.prices import EXACT, Price, PriceBook, price_book


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
    asked = gathered(graph, book, usage or NO_USAGE)
    ledger = asked.covered() if terms.commitments else Ledger({})
    return _Bill(book).closed(asked, ledger)


@dataclass(slots=True)
class _Bill:
    """What is asked for, priced line by line: first what commitments pay for, then the rest."""

    book: PriceBook
    used_by_price: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    items: list[LineItem] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    free: list[Free] = field(default_factory=list)

    def closed(self, gathering: Gathering, ledger: Ledger) -> LineItems:
        """Everything that was asked for, priced."""
        for index, (subject, line) in enumerate(gathering.asked):
            if isinstance(line, Charge):
                for part in ledger.parts.get(index, ()):
                    self.pay(subject, line, part)
                rest = ledger.left.get(index, line.quantity)
                if rest or not ledger.parts.get(index):
                    self.charge(subject, line if rest is line.quantity else replace(line, quantity=rest))
            elif isinstance(line, Committed):
                self.close(subject, line, ledger)
            elif isinstance(line, Gap):
                self.gaps.append(line)
            else:
                self.free.append(line)
        return LineItems(tuple(self.items), tuple(self.gaps), tuple(self.free), self.book.date)

    def pay(self, subject: Subject, line: Charge, part: Covered) -> None:
        """What a commitment pays for."""
        purchase = Purchase.RESERVED if part.is_reserved else Purchase.SAVINGS_PLAN
        what = f"{line.what.removesuffix(_ON_DEMAND)}, {purchase}"
        why = f"{part.why}; {line.assumption.replace(_ON_DEMAND, '')}"
        if part.payment is None:
            service = service_of(self.book, line.price)
            amount, missing = part.quantity, part.missing
            self.gaps.append(Gap(subject, service, what, _UNKNOWN, why, quantity=amount, missing=missing))
        else:
            self.items.append(_paid(subject, what, part.payment, why, purchase, part.commitment))

    def close(self, subject: Subject, line: Committed, ledger: Ledger) -> None:
        """What is left of a commitment; all of it is not counted where commitments are not."""
        leftover = ledger.leftovers.get(subject.address)
        if leftover is None:
            self.free.append(Free(subject, _NOT_BOUGHT))
        elif leftover.payment is None and not leftover.quantity:
            self.free.append(Free(subject, _USED_UP))
        elif leftover.payment is None:
            amount, missing = leftover.quantity, leftover.missing
            self.gaps.append(Gap(subject, "", leftover.what, _UNKNOWN, leftover.why, quantity=amount, missing=missing))
        else:
            is_plan = subject.kind == "savings_plan"
            purchase = Purchase.SAVINGS_PLAN if is_plan else Purchase.RESERVED
            item = _paid(subject, leftover.what, leftover.payment, leftover.why, purchase, subject.address)
            self.items.append(item)

    def charge(self, subject: Subject, charge: Charge) -> None:
        price = self.book.find_first((charge.price, *charge.alternatives), subject.region)
        if isinstance(price, Price):
            self.add_priced(subject, charge, price)
            return
        service, amount = service_of(self.book, charge.price), charge.quantity
        self.gaps.append(Gap(subject, service, charge.what, _UNKNOWN, price.reason, quantity=amount, missing=price))

    def add_priced(self, subject: Subject, charge: Charge, price: Price) -> None:
        key = (price.id, price.region)
        used = self.used_by_price.get(key, Decimal(0))
        slices, beyond = price.slices(charge.quantity, used)
        self.used_by_price[key] = EXACT.add(used, charge.quantity)
        purchase = Purchase.SPOT if ".spot." in price.id else Purchase.ON_DEMAND
        for quantity, usd in slices:
            payment = Payment.of(price, quantity, usd)
            self.items.append(_paid(subject, charge.what, payment, charge.assumption, purchase))
        if beyond:
            reason = f"{beyond} {price.unit} beyond the last tier that the price book knows of {price.id}"
            self.gaps.append(Gap(subject, price.service, charge.what, _UNKNOWN, reason, quantity=beyond))


_UNKNOWN = Standing.UNKNOWN_PRICE
_ON_DEMAND = ", on demand"
_USED_UP = (
    "all of it is used, and counted where it is: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/apply_ri.html"
)
_NOT_BOUGHT = (
    "not counted: everything is priced as if it were bought on demand "
    "(https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-purchasing-options.html)"
)


def _paid(
    subject: Subject, what: str, payment: Payment, why: str, purchase: Purchase, commitment: str = ""
) -> LineItem:
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
