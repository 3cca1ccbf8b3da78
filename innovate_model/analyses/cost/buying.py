"""A purchase as a scenario: the overlay under which an architecture is reserved, under a Savings Plan, or on Spot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any, Literal

from innovate_model.analyses.cost.asking import asked_of, site_of
from innovate_model.analyses.cost.commitments.rates import SERVERLESS, Usable, plan_rate, usable
from innovate_model.analyses.cost.demand import Charge, Site
from innovate_model.analyses.cost.money import HOURS_PER_MONTH
from innovate_model.graph import Graph
from innovate_model.prices import EXACT, PriceBook, Unknown, price_book
from innovate_model.resources.base import Resource
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.organization import Organization
from innovate_model.resources.savings_plan import PaymentOption, SavingsPlan, TermYears

Option = Literal["reserved", "savings_plan", "spot"]
_FIVE_DECIMALS = Decimal("0.00001")
"""AWS takes a commitment with no more.
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_AWSBCMPricingCalculator_AddSavingsPlanAction.html"""


@dataclass(frozen=True, slots=True)
class _Running:
    """So many instances of one type of a resource, all month."""

    resource: Resource
    what: Usable
    region: str
    count: Decimal


def buying(
    graph: Graph,
    option: Option,
    *addresses: str,
    term_years: TermYears = "1",
    payment_option: PaymentOption = "NO_UPFRONT",
    prices: PriceBook | None = None,
) -> dict[str, Any]:
    """The overlay that buys what some resources (all, when none are named) run all month: `architecture.what_if(...)`.

    `reserved`: as many reservations of each type as there are instances, in the account that has them. `savings_plan`:
    one Compute Savings Plan that is just used up by the instances of EC2. `spot`: node groups on Spot. LookupError
    where a plan cannot be sized because a rate is not known, or a reservation would be in another region than its
    account, which the model has no word for.
    """
    if option == "spot":
        groups = [one for one in graph.model.of(EksNodeGroup) if not addresses or one.address in addresses]
        return _merged([_at(one.address, {"capacity_type": "SPOT"}) for one in groups])
    book = prices if prices is not None else price_book()
    running = list(_running(graph, book.date, addresses))
    terms: dict[str, str] = {"term_years": term_years, "payment_option": payment_option}
    if option == "reserved":
        return _merged(list(_reservations(graph, running, terms)))
    return _plan(graph, [one for one in running if one.what.service == "ec2"], terms, book)


def _running(graph: Graph, date: str, addresses: Sequence[str]) -> Iterator[_Running]:
    site = site_of(graph, date)
    for resource in graph.model:
        if addresses and resource.address not in addresses:
            continue
        for demand in asked_of(resource, site):
            what = usable(demand.price) if isinstance(demand, Charge) and demand.is_steady else None
            if what is not None and isinstance(demand, Charge):
                count = EXACT.divide(demand.quantity, HOURS_PER_MONTH)
                yield _Running(resource, what, site.region_of(resource), count)


def _reservations(graph: Graph, running: Sequence[_Running], terms: dict[str, str]) -> Iterator[dict[str, Any]]:
    counts: dict[tuple[str, Usable], int] = {}
    covers: dict[tuple[str, Usable], list[str]] = {}
    site = Site(graph, "")
    for one in running:
        account = one.resource.within("accounts") or ""
        holder = graph.model.resources.get(account)
        if one.what.type == SERVERLESS or not one.count:
            continue
        if holder is None or site.region_of(holder) != one.region:
            raise LookupError(f"{one.resource.address} is in {one.region}, and {account or 'no account'} is not")
        counts[account, one.what] = counts.get((account, one.what), 0) + int(one.count)
        covers.setdefault((account, one.what), []).append(one.resource.address)
    for (account, what), count in counts.items():
        name = f"bought-{what.prefix.replace('.', '-')}-{what.type.replace('.', '-')}".replace("_", "-")
        body = {"service": what.service, "instance_type": what.type, "instance_count": count, **terms}
        named = [address for address in covers[account, what] if _may_be_named(graph, address)]
        yield _at(f"{account}.reservations.{name}", {**body, **({"covers": named} if named else {})})


def _may_be_named(graph: Graph, address: str) -> bool:
    kinds = ("eks_node_group", "instance", "aurora_instance", "elasticache_replication_group")
    return graph.model.resources[address].kind in kinds


def _plan(graph: Graph, running: Sequence[_Running], terms: dict[str, str], book: PriceBook) -> dict[str, Any]:
    if not running:
        return {}
    payer = next((one.management_account for one in graph.model.of(Organization) if one.management_account), None)
    account = payer or running[0].resource.within("accounts") or ""
    body = {"plan_type": "COMPUTE", **terms}
    address = f"{account}.savings_plans.bought"
    draft = SavingsPlan(address=address, commitment_usd_per_hour=1, **body)
    usd = Decimal(0)
    for one in running:
        rate = plan_rate(book, draft, one.what, one.region)
        if isinstance(rate, Unknown):
            raise LookupError(f"a plan for {one.resource.address} cannot be sized: {rate.reason}")
        usd = EXACT.add(usd, EXACT.multiply(one.count, rate.usd))
    commitment = usd.quantize(_FIVE_DECIMALS, rounding=ROUND_CEILING, context=EXACT)
    return _at(address, {**body, "commitment_usd_per_hour": float(commitment)})


def _at(address: str, body: dict[str, Any]) -> dict[str, Any]:
    """An overlay that says `body` of a resource."""
    for part in reversed(address.split(".")):
        body = {part: body}
    return body


def _merged(overlays: Sequence[dict[str, Any]]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for overlay in overlays:
        _merge(merged, overlay)
    return merged


def _merge(into: dict[str, Any], overlay: dict[str, Any]) -> None:
    for key, value in overlay.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
