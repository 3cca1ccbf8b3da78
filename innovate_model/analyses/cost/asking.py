"""What each resource asks for: the tariff of its kind, from the module in `tariffs/` that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import cast

from innovate_model.analyses.cost.commitments.rates import reserved_ids, usable
from innovate_model.analyses.cost.demand import (
    Charge,
    Demand,
    Metered,
    NoCharge,
    NotPriced,
    Site,
    Tariff,
)
from innovate_model.analyses.cost.line_items import Subject
from innovate_model.graph import Graph
from innovate_model.registry import modules
from innovate_model.resources.base import Resource
from innovate_model.resources.reservation import Reservation

_TARIFFS = "innovate_model.analyses.cost.tariffs"


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


@cache
def tiers() -> Mapping[str, str]:
    """Kind -> its part of an architecture (network, compute, data, ...): the TIER of the module with its tariff."""
    found: dict[str, str] = {}
    for module in modules(_TARIFFS):
        kinds = {**getattr(module, "PRICED", {}), **getattr(module, "FREE", {})}
        found |= dict.fromkeys(kinds, getattr(module, "TIER", ""))
    return found


def demands(
    graph: Graph, date: str, resources: Iterable[Resource] | None = None
) -> Iterator[tuple[Resource, str, tuple[Demand, ...]]]:
    """What the tariffs say about each resource (all of the model, when none are named), and the region that it is
    billed in, before any price is looked up; `date` (YYYY-MM-DD) is the day that costs are as of."""
    site = site_of(graph, date)
    for resource in graph.model if resources is None else resources:
        yield resource, site.region_of(resource), asked_of(resource, site)


@lru_cache(maxsize=2)
def site_of(graph: Graph, date: str) -> Site:
    """What tariffs look at in a graph: a bill and the usage that it is of ask for the same."""
    return Site(graph, date)


def asked_of(resource: Resource, site: Site) -> tuple[Demand, ...]:
    """What a resource asks for in a month."""
    known = site.asked.get(resource.address)
    if known is None:
        known = site.asked[resource.address] = tuple(_asked_of(resource, site))
    return known


def _asked_of(resource: Resource, site: Site) -> Iterator[Demand]:
    tariff = tariffs().get(resource.kind)
    if tariff is None:
        yield NotPriced(resource.kind, "there is no tariff for this type yet")
    elif isinstance(tariff, str):
        yield NoCharge(tariff)
    else:
        yield from tariff(resource, site)


def needed_prices(graph: Graph, date: str) -> tuple[tuple[str, str], ...]:
    """(id, region) of every price that the cost of a graph may ask for, each once, in the order of the model. What
    stands in no known region asks for none."""
    found: dict[tuple[str, str], None] = {}
    for _, region, its in demands(graph, date):
        for demand in its if region else ():
            found.update(dict.fromkeys((id, region) for id in _prices_of(demand)))
    return tuple(found)


def reserved_prices(graph: Graph, date: str) -> Iterator[tuple[str, str]]:
    """(id, region) of what reservations cost: each in its own size, which nothing else needs to have, and for every
    engine that it may be for."""
    site = site_of(graph, date)
    reservations = list(graph.model.of(Reservation))
    asked = [usable(id) for id, _ in needed_prices(graph, date)] if reservations else []
    for one in reservations:
        for prefix in {what.prefix: None for what in asked if what is not None and what.service == one.service}:
            yield from ((id, site.region_of(one)) for id in reserved_ids(one, prefix) if id)


def _prices_of(demand: Demand) -> tuple[str, ...]:
    if not isinstance(demand, (Charge, Metered)):
        return ()
    return demand.price, *demand.alternatives, *((demand.on_demand,) if demand.on_demand else ())


def subject_of(resource: Resource, site: Site) -> Subject:
    """A resource as it stands on the bill, with the tags that its account puts on everything: its own go before them.

    https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/resource-tagging
    """
    region, account = site.place_of(resource)
    tier = tiers().get(resource.kind, "")
    if account is None:
        return Subject(resource.address, resource.kind, region=region, tags=resource.tags, tier=tier)
    given, own = account.default_tags, resource.tags
    tags = {**given, **own} if given and own else given or own
    return Subject(resource.address, resource.kind, account.name, account.environment or "", region, tags, tier)
