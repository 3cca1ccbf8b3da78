"""Two regions of which Route 53 picks the nearer: what the demand says of their users, and what it does not."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from innovate_model import load
from innovate_model.analyses.capacity import Capacity, Demand, capacity, read_demand
from innovate_model.analyses.capacity.usage import usage_of
from innovate_model.api import Architecture

from .test_capacity_innovate import FOLDER

MAIN, WEST = (f"accounts.production.vpcs.{name}" for name in ("main", "west"))
API = "eks_clusters.main.namespaces.api.deployments.flask-api"


@cache
def both() -> Architecture:
    return load(FOLDER).what_if(FOLDER / "scenarios" / "multi-region.yaml")


def demand(**regions: float) -> Demand:
    stated: dict[str, Any] = {name.replace("_", "-"): weight for name, weight in regions.items()}
    return read_demand(FOLDER / "demand.yaml").with_users(500_000).model_copy(update={"regions": stated})


def used(found: Capacity, address: str, what: str) -> float:
    return next(use.used for use in found.uses if (use.address, use.what) == (address, what))


def test_a_region_whose_users_are_not_stated_is_not_known() -> None:
    """Every limit that there would be, were they there: none is silent, and the first region has all users."""
    found = capacity(both().graph, demand())
    one = capacity(load(FOLDER).graph, demand())
    assert used(found, f"{MAIN}.{API}", "pods") == used(one, f"{MAIN}.{API}", "pods")
    unknown = {(item.address, item.what): item.missing for item in found.unknown}
    first = {(use.address, use.what) for use in one.uses if use.address.startswith(MAIN)}
    there = {key for address, what in first if (key := (address.replace(MAIN, WEST), what))[0] in both().model}
    background = {key for key in there if {"jobs", "reports"} & set(key[0].split("."))}
    assert len(there - background) > 20
    assert there - background <= set(unknown)
    why = unknown[f"{WEST}.{API}", "processor time"]
    assert why == "the demand does not say how many users us-west-2 gets (`regions`): all are counted in us-east-1"


def test_what_the_demand_says_of_regions_shares_the_load() -> None:
    """A quarter of 500,000 users in the second one: 88.03 x 10 x 0.03 = 26.4 cores of work, 19.8 and 6.6 of them."""
    found = capacity(both().graph, demand(us_east_1=3, us_west_2=1))
    assert used(found, f"{MAIN}.{API}", "pods") == 114  # 19.81 / 0.175 = 113.2
    assert used(found, f"{WEST}.{API}", "pods") == 38  # 6.60 / 0.175 = 37.7
    assert used(found, f"{WEST}.lbs.api", "targets") == 38
    assert not [item for item in found.unknown if "`regions`" in item.missing]
    writers = [item for item in found.unknown if item.what == "processors of the writer"]
    assert {item.address for item in writers} == {f"{each}.aurora_clusters.main" for each in (MAIN, WEST)}
    assert all("how their writes reach its one writer" in item.missing for item in writers)


def test_a_region_in_which_nothing_takes_users_in_is_told() -> None:
    """They are shared by the ways in that there are, and that is said."""
    found = capacity(both().graph, demand(us_east_1=3, us_west_2=1, mars_north_1=4))
    (told,) = [item for item in found.unknown if item.kind == "region"]
    assert told.address == "regions.mars-north-1"
    assert told.missing == ("the demand sends users to mars-north-1 (`regions`), where none of several ways in stands")


@pytest.mark.parametrize("regions", [{"us_east_1": 1.0, "us_west_2": 0.0}, {"us_west_2": 1.0}])
def test_all_users_in_one_region(regions: dict[str, float]) -> None:
    """A region that is said to get nobody is known; one that is not named is not."""
    found = capacity(both().graph, demand(**regions))
    busy, idle = (MAIN, WEST) if regions.get("us_east_1") else (WEST, MAIN)
    assert used(found, f"{busy}.{API}", "pods") == 151  # 26.41 / 0.175 = 150.9
    unknown = {item.address for item in found.unknown if "`regions`" in item.missing}
    assert (f"{idle}.{API}" in unknown) == (len(regions) == 1)
    assert f"{idle}.{API}" not in {use.address for use in found.uses}
    assert used(found, f"{busy}.aurora_clusters.main", "processors of the writer") > 0


def test_each_region_stores_its_own_copy_of_a_global_database() -> None:
    """Users of the first region only: the second one stores what the first does."""
    stated = demand(us_east_1=1, us_west_2=0)
    kept = {
        address: amount
        for (address, measure), amount in usage_of(both().graph, stated).amounts.items()
        if measure == "gb_stored" and "aurora_clusters" in address
    }
    first, second = (kept[f"{each}.aurora_clusters.main"] for each in (MAIN, WEST))
    assert first.quantity == second.quantity > 0
    assert second.reason == "its own copy of what its global database keeps of every registered user"
