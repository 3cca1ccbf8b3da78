"""The cost of a graph: ask each resource's tariff what it needs, and the price book what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import cast

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NoCharge, NotPriced, Site, Tariff
from innovate_model.analyses.cost.line_items import Free, Gap, LineItem, LineItems, Standing, Subject
from innovate_model.analyses.cost.usage import NO_USAGE, Usage
from innovate_model.graph import Graph
from innovate_model.prices import EXACT, Price, PriceBook, Unknown, price_book
from innovate_model.registry import modules
from innovate_model.resources.account import Account
from innovate_model.resources.base import Resource

_TARIFFS = "innovate_model.analyses.cost.tariffs"


def cost(graph: Graph, prices: PriceBook | None = None, usage: Usage | None = None) -> LineItems:
    """What the architecture costs in a month, at the prices of the book (the package's own when none is given).

    Every resource comes back as line items, gaps or free. What `usage` does not state is a gap, never zero. Tiers of
    a price are filled across the whole model, in its order, as AWS adds up the usage of an organisation's accounts
    (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/useconsolidatedbilling-discounts.html).
    """
    book = prices if prices is not None else price_book()
    site = Site(graph, book.date)
    bill = _Bill(book, usage or NO_USAGE)
    for resource in graph.model:
        subject = _subject(resource, site)
        for demand in _demands(resource, site):
            bill.add(subject, demand)
    bill.add_unused_usage()
    return LineItems(tuple(bill.items), tuple(bill.gaps), tuple(bill.free), book.date)


def needed_prices(graph: Graph, prices: PriceBook | None = None) -> tuple[tuple[str, str], ...]:
    """(id, region) of every price that the cost of a graph may ask for, each once, in the order of the model. What
    stands in no known region asks for none."""
    site = Site(graph, (prices if prices is not None else price_book()).date)
    found: dict[tuple[str, str], None] = {}
    for resource in graph.model:
        region = site.region_of(resource)
        for demand in _demands(resource, site) if region else ():
            if isinstance(demand, Charge | Metered):
                alternatives = demand.alternatives if isinstance(demand, Charge) else ()
                found.update(dict.fromkeys((id, region) for id in (demand.price, *alternatives)))
    return tuple(found)


@cache
def tariffs() -> Mapping[str, Tariff | str]:
    """Kind -> its tariff, or why AWS asks nothing for it. From every module in `tariffs/`: what it lists in PRICED
    and FREE. Two modules that speak of one kind are a programming error (TypeError)."""
    found: dict[str, Tariff | str] = {}
    for module in modules(_TARIFFS):
        for kind, tariff in {**getattr(module, "PRICED", {}), **getattr(module, "FREE", {})}.items():
            if kind in found:
                raise TypeError(f"{module.__name__}: {kind} has a tariff already")
            found[kind] = cast("Tariff | str", tariff)
    return found


def _demands(resource: Resource, site: Site) -> Iterator[Demand]:
    tariff = tariffs().get(resource.kind)
    if tariff is None:
        yield NotPriced(resource.kind, "there is no tariff for this type yet")
    elif isinstance(tariff, str):
        yield NoCharge(tariff)
    else:
        yield from tariff(resource, site)


def _subject(resource: Resource, site: Site) -> Subject:
    account = site.graph.model.get(resource.within("accounts"), Account)
    return Subject(
        resource.address,
        resource.kind,
        account.name if account else "",
        (account.environment or "") if account else "",
        site.region_of(resource),
        resource.tags,
    )


@dataclass(slots=True)
class _Bill:
    book: PriceBook
    usage: Usage
    items: list[LineItem] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    free: list[Free] = field(default_factory=list)
    used_by_price: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    used_keys: set[tuple[str, str]] = field(default_factory=set)

    def add(self, subject: Subject, demand: Demand) -> None:
        if isinstance(demand, NoCharge):
            self.free.append(Free(subject, demand.reason))
        elif isinstance(demand, NotPriced):
            self.gaps.append(Gap(subject, "", demand.what, Standing.NOT_PRICED, demand.reason))
        elif isinstance(demand, Metered):
            self.add_metered(subject, demand)
        else:
            self.add_charge(subject, demand)

    def add_metered(self, subject: Subject, demand: Metered) -> None:
        stated = self.usage.find(subject.address, subject.kind, demand.measure)
        if stated is None:
            price = self.book.find(demand.price, subject.region)
            reason = f"not counted: usage `{demand.measure}` is not stated"
            if isinstance(price, Unknown):
                service, reason = self.service_of(demand.price), f"{reason}, and {price.reason}"
            else:
                service, reason = price.service, f"{reason} (USD {price.usd} per {price.unit})"
            has_rate = isinstance(price, Price)
            self.gaps.append(Gap(subject, service, demand.what, Standing.UNKNOWN_USAGE, reason, has_rate))
            return
        key, amount = stated
        self.used_keys.add(key)
        why = "; ".join(part for part in (amount.reason, demand.assumption) if part)
        quantity = EXACT.divide(amount.quantity, Decimal(demand.per))
        self.add_charge(subject, Charge(demand.what, demand.price, quantity, why))

    def add_charge(self, subject: Subject, charge: Charge) -> None:
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
