"""Environments with users of their own: the same formulas, with their users and their applications."""

from __future__ import annotations

from typing import Any

import pytest

from innovate_model.analyses.capacity import Demand, capacity, usage_of
from innovate_model.analyses.capacity.load import load
from innovate_model.graph import Graph

from .capacity_models import SHOP, demand_of, graph_of
from .test_capacity_limits import amount_of

_START = '  shop:\n    account_id: "012345670121"\n    environment: production\n'
TWO = SHOP + SHOP.partition("accounts:\n")[2].replace(
    _START, '  trial:\n    account_id: "012345670122"\n    environment: staging\n'
)
"""The shop, and the same in an account for trials."""
STAGING = "accounts.trial.vpcs.main"
MONTH = 2_628_000


def two(**of_applications: Any) -> Graph:
    overlay = {"accounts": {"shop": {"applications": {"shop": of_applications}}}}
    return graph_of(overlay if of_applications else None, TWO)


def with_trials(users: float, **points: float) -> Demand:
    """The demand with so many users of staging."""
    data = demand_of(**points).model_dump(exclude_none=True)
    return Demand.model_validate({**data, "users_of_environments": {"staging": {"mid": users, "reason": "testers"}}})


def quantity(graph: Graph, demand: Demand, address: str, measure: str, month: int = 0) -> float:
    return float(usage_of(graph, demand, month).amounts[address, measure].quantity)


def test_without_users_of_its_own_an_environment_has_its_part_of_all() -> None:
    """Nobody says which of two applications people use: half of ten requests a second each."""
    assert amount_of(two(), f"{STAGING}.aurora_clusters.main", "io_requests") == pytest.approx(10 * MONTH)


def test_an_environment_with_users_of_its_own_leaves_all_others_to_the_rest() -> None:
    """8,640 testers a day ask for one request a second of two I/Os; the shop has all ten."""
    demand = with_trials(8640)
    assert quantity(two(), demand, f"{STAGING}.aurora_clusters.main", "io_requests") == pytest.approx(2 * MONTH)
    shop = "accounts.shop.vpcs.main.aurora_clusters.main"
    assert quantity(two(), demand, shop, "io_requests") == pytest.approx(20 * MONTH)
    kept = 8640 * 10 * 1024 / 1024**2
    assert quantity(two(), demand, f"{STAGING}.aurora_clusters.main", "gb_stored") == pytest.approx(kept)


def test_users_of_an_environment_do_not_grow() -> None:
    """In a month the shop has half as many more, staging what it had."""
    demand = with_trials(8640)
    place = f"{STAGING}.aurora_clusters.main"
    assert quantity(two(), demand, place, "io_requests", 1) == quantity(two(), demand, place, "io_requests")
    assert load(demand, 1).of("users_per_day") == 1.5 * 86_400


def test_an_application_that_says_how_many_people_use_it_is_everybodys() -> None:
    """Testers of production are not counted: its application is the one that people use."""
    graph = two(users_per_day={"now": 86_400, "planned": 86_400})
    data = demand_of().model_dump(exclude_none=True)
    testers = {"production": {"mid": 8640, "reason": "x"}, "staging": {"mid": 0, "reason": "x"}}
    demand = Demand.model_validate({**data, "users_of_environments": testers})
    shop = "accounts.shop.vpcs.main.aurora_clusters.main"
    assert quantity(graph, demand, shop, "io_requests") == pytest.approx(20 * MONTH)
    assert quantity(graph, demand, f"{STAGING}.aurora_clusters.main", "io_requests") == 0


def test_limits_are_those_of_what_everybody_uses() -> None:
    """However many testers there are, no limit of staging is asked."""
    found = capacity(two(), with_trials(1e6))
    assert {use.address.split(".")[1] for use in found.uses} == {"shop"}


def test_what_several_share_has_the_sum() -> None:
    """Staging's agents write into the shop's log group, too: 20 KB a second of the shop, 2 of staging."""
    place = "accounts.shop.cloudwatch_log_groups.logs"
    agent = {"agent": {"sends_to": {"logs": place}}}
    space = {"shop": {"daemon_sets": agent}}
    overlay = {"accounts": {"trial": {"vpcs": {"main": {"eks_clusters": {"main": {"namespaces": space}}}}}}}
    graph = graph_of(overlay, TWO)
    assert quantity(graph, with_trials(8640), place, "gb_ingested") == pytest.approx(22 * MONTH / 1024**2)
    reason = usage_of(graph, with_trials(8640)).amounts[place, "gb_ingested"].reason
    assert reason == "what API requests write into the logs; with staging"
