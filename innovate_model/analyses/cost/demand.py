"""What a tariff says about a resource, before any price is looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from innovate_model.analyses.cost.money import HOURS_PER_MONTH
from innovate_model.analyses.cost.public_ipv4 import public_addresses
from innovate_model.analyses.cost.watchers import Watched, watchers
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.base import Resource
from innovate_model.resources.organization import Organization
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan
from innovate_model.resources.subnet import Subnet

ON_DEMAND_INSTEAD, RUN_AGAIN = OF_SPOT = ("percent_on_demand", "percent_run_again")
"""What is measured of Spot capacity: which part of the hours runs on demand because there is no Spot capacity, and
which part runs once more because an interruption lost its work.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/spot-interruptions.html"""


@dataclass(frozen=True, slots=True)
class Charge:
    """`quantity` units a month of the price `price`, because of what stands in the model.

    `alternatives` are prices to take where the first is not known, in order.
    """

    what: str
    price: str
    quantity: Decimal
    assumption: str
    alternatives: tuple[str, ...] = ()
    is_steady: bool = True
    """Is it there in every hour of the month, so that a commitment by the hour can pay for it?"""
    on_demand: str = ""
    """Of Spot capacity, which is asked for as it would be if nobody ever took it back: the price of what stands in for
    it. The usage says how often that is (OF_SPOT)."""


@dataclass(frozen=True, slots=True)
class Metered:
    """As many units a month as the usage states under `measure`, times `times` and divided by `per` (10,000 for a price
    of ten thousand requests). `alternatives` as of a Charge."""

    what: str
    price: str
    measure: str
    assumption: str = ""
    per: int = 1
    times: int = 1
    alternatives: tuple[str, ...] = ()
    is_optional: bool = False
    """Whether nothing is missing where it is not stated: it tells apart what another measure has else."""
    on_demand: str = ""
    """As of a Charge."""


@dataclass(frozen=True, slots=True)
class Committed:
    """Bought in advance: it pays for what other resources use."""

    resource: Reservation | SavingsPlan


@dataclass(frozen=True, slots=True)
class NoCharge:
    """AWS asks nothing for it; `reason` names the page that says so. `measures`: what a usage may state of it all the
    same, as it is paid for in another configuration."""

    reason: str
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotPriced:
    """AWS asks something and this tariff cannot say how much."""

    what: str
    reason: str


Demand = Charge | Metered | Committed | NoCharge | NotPriced


@dataclass(frozen=True)
class Site:
    """What a tariff may look at beside the resource: the graph, and the day (YYYY-MM-DD) that costs are as of."""

    graph: Graph
    date: str
    asked: dict[str, tuple[Demand, ...]] = field(default_factory=dict, repr=False, compare=False)
    """What resources ask for, as far as somebody wanted to know."""
    _known: dict[str, tuple[str, Account | None]] = field(default_factory=dict, repr=False, compare=False)

    def region_of(self, resource: Resource) -> str:
        """The region that a resource is billed in: its own or that of the nearest thing around it; "" where none is
        known."""
        return self.place_of(resource)[0]

    def place_of(self, resource: Resource) -> tuple[str, Account | None]:
        """The region that a resource is billed in, and the account that it is in, or is. What stands beside a resource
        stands around its siblings, too, and is worked out once for all of them."""
        section = resource.address.rpartition(".")[0]
        known = self._known.get(section)
        if known is None:
            model = self.graph.model
            account = model.get(resource.within("accounts"), Account)
            known = self._known[section] = model.region_around(section) or self.home_region, account
        own = vars(resource).get("region")
        return str(own) if own else known[0], resource if isinstance(resource, Account) else known[1]

    @cached_property
    def home_region(self) -> str:
        """The region of what stands in no region: the organisation's own, where there is one."""
        return next((organization.region for organization in self.graph.model.of(Organization)), "")

    def zones_of(self, subnets: Iterable[str]) -> tuple[str, ...]:
        """The Availability Zones of subnets, each once."""
        found = (self.graph.model.get(address, Subnet) for address in subnets)
        return tuple(dict.fromkeys(subnet.availability_zone for subnet in found if subnet is not None))

    @cached_property
    def public_addresses(self) -> dict[str, str]:
        """Which resource pays for a public IPv4 address, and why it has one."""
        return public_addresses(self.graph)

    def watcher_of(self, resource: Resource, what: Watched) -> str | None:
        """Who looks for `what` at resources in the account and region of this one; None where nobody does."""
        account = resource.within("accounts")
        return self._watchers.get((what, account, self.region_of(resource))) if account else None

    @cached_property
    def _watchers(self) -> dict[tuple[Watched, str, str], str]:
        return watchers(self.graph, self.region_of)


Tariff = Callable[[Any, Site], Iterable[Demand]]
"""From a resource of the kind that it is for (a tariff declares the type) to its demands: at least one."""


def hours(what: str, price: str, count: int, assumption: str) -> Charge:
    """`count` things for every hour of a month."""
    return Charge(what, price, count * HOURS_PER_MONTH, assumption)


def public_ipv4(count: int, why: str) -> Charge:
    """Public IPv4 addresses, in use or idle: billed since 2024-02-01, those brought along (BYOIP) excepted.

    https://aws.amazon.com/blogs/networking-and-content-delivery/identify-and-optimize-public-ipv4-address-usage-on-aws/
    """
    return hours("public IPv4 address", "public_ipv4.hour", count, f"{why}, all month")
