"""What crosses the borders of zones between programs and stores: by the demand, and as stated of connections."""

from __future__ import annotations

from typing import Any

import pytest

from innovate_model.analyses.capacity import read_demand, usage_of
from innovate_model.analyses.capacity.limits.between_zones import crossing
from innovate_model.analyses.cost import Usage, cost
from innovate_model.graph import Graph

from .capacity_models import demand_of, graph_of, in_vpc
from .test_capacity_innovate import API as PROGRAM
from .test_capacity_innovate import FOLDER, innovate
from .test_capacity_innovate import VPC as PRODUCTION
from .test_capacity_limits import API, CACHE, DB, VPC, amount_of

MONTH = 2_628_000
USERS = read_demand(FOLDER / "demand.yaml").with_users(50_000)
STORE = f"{VPC}.elasticache_replication_groups.cache"


def with_cache(**attributes: Any) -> Graph:
    to_cache = {"connects_to": {"cache": "elasticache_replication_groups.cache"}}
    programs = {"main": {"namespaces": {"shop": {"deployments": {"api": to_cache}}}}}
    return graph_of(in_vpc(elasticache_replication_groups={"cache": CACHE}, eks_clusters=programs, **attributes))


@pytest.mark.parametrize(
    ("nodes", "store", "expected"),
    [
        (["app-a", "app-b"], ["app-a", "app-b"], 1 / 2),
        (["app-a"], ["app-a", "app-b"], 1 / 2),
        (["app-a"], ["app-a"], 0),
        (["app-a"], ["app-b"], 1),
        (["public-a", "app-a", "app-b"], ["app-a", "app-b"], 1 / 2),  # 2/3 x 1/2 + 1/3 x 1/2 stays
    ],
)
def test_the_part_that_crosses(nodes: list[str], store: list[str], expected: float) -> None:
    """All but what meets in its own zone."""
    groups = {"main": {"node_groups": {"general": {"subnets": nodes}}}}
    graph = graph_of(in_vpc(eks_clusters=groups, aurora_clusters={"main": {"subnets": store}}))
    assert crossing(graph, API, DB) == pytest.approx(expected)


def test_what_the_cache_answers_does_not_reach_the_database() -> None:
    """10 requests a second of 8 KB, half of them reads, half of those answered: three quarters. The cache is asked once
    for each of 4 KB. Half of both crosses."""
    graph = with_cache()
    assert amount_of(graph, DB, "gb_between_zones") == pytest.approx(60 / 2 * MONTH / 1024**2)
    assert amount_of(graph, STORE, "gb_between_zones") == pytest.approx(40 / 2 * MONTH / 1024**2)


@pytest.mark.parametrize(
    ("store", "kb", "sides"), [("aurora_clusters.main", 2.94, 2), ("elasticache_replication_groups.cache", 6, 1)]
)
def test_the_demand_and_a_stated_connection_cost_the_same(store: str, kb: float, sides: int) -> None:
    """The walker finds the same part of the ways to cross, two of three, on as many sides of the bill."""
    place = f"{PRODUCTION}.{store}"
    whole = round(50_000 * 45 * (730 / 24) * kb / 1024**2, 6)
    by_demand = [
        item
        for item in cost(innovate().graph, usage=usage_of(innovate().graph, USERS)).items
        if (item.subject.address, item.what) == (place, "data transfer between zones")
    ]
    stated = Usage.of({f"{PROGRAM} -> {place}": {"gb_sent": whole, "gb_received": 0}})
    by_connection = [item for item in cost(innovate().graph, usage=stated).items if " -> " in item.subject.address]
    for (item,) in (by_demand, by_connection):
        assert float(item.quantity) == pytest.approx(whole * 2 / 3 * sides, rel=1e-6)


def test_a_stated_connection_is_a_part_of_what_the_demand_tells() -> None:
    """Both together are not counted twice: the connection has a line of its own, the rest another."""
    graph = innovate().graph
    connection = Usage.of({f"{PROGRAM} -> {PRODUCTION}.aurora_clusters.main": {"gb_sent": 10, "gb_received": 10}})
    both = cost(graph, usage=usage_of(graph, USERS, stated=connection))
    alone = cost(graph, usage=usage_of(graph, USERS))
    assert [float(item.quantity) for item in both.items if " -> " in item.subject.address] == pytest.approx([80 / 3])
    assert both.total.monthly_usd == pytest.approx(alone.total.monthly_usd)


NAT = f"{VPC}.nat_gateways.egress"
OF_EACH_ZONE = in_vpc(
    nat_gateways={"egress": {"per": "availability_zone", "subnet": "public"}},
    route_tables={"app": {"per": "availability_zone", "routes": {"0.0.0.0/0": "nat_gateways.egress"}}},
)


@pytest.mark.parametrize(("nodes", "part"), [(["app-a"], 0), (["app-b"], 1), (["app-a", "app-b"], 1 / 2)])
def test_what_comes_to_a_nat_gateway_from_another_zone(nodes: list[str], part: float) -> None:
    """40 KB a second of calls and 20 of logs go through the one gateway, which stands in zone a.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
    """
    graph = graph_of(in_vpc(eks_clusters={"main": {"node_groups": {"general": {"subnets": nodes}}}}))
    assert amount_of(graph, NAT, "gb_processed") == pytest.approx(60 * MONTH / 1024**2)
    assert amount_of(graph, NAT, "gb_between_zones") == pytest.approx(60 * part * MONTH / 1024**2)


def test_nothing_is_asked_of_a_nat_gateway_that_nobody_of_another_zone_leaves_by() -> None:
    """One in each zone: no amount, and none that is missing either; of a single one it is missing, where no usage says
    it."""
    crossing_at_nat = {
        name: [gap.subject.address for gap in cost(graph).gaps if gap.measure == "gb_between_zones"]
        for name, graph in (("one", graph_of()), ("each", graph_of(OF_EACH_ZONE)))
    }
    assert crossing_at_nat == {"one": [NAT, DB], "each": [DB]}


def test_a_single_nat_gateway_costs_more_from_some_demand_on() -> None:
    """It saves one gateway and its address, USD 0.05 an hour; a GB from the other zone costs 0.02."""
    one, each = graph_of(), graph_of(OF_EACH_ZONE)
    kb = 6 * 10 * MONTH / 2 / 1024**2  # GB a month that cross for one request for a user and second
    even = 730 * (0.045 + 0.005) / 0.02 / (kb / 10)
    for factor, is_dearer in ((0.99, False), (1.01, True)):
        demand = demand_of(api_requests_per_session=even * factor)
        bills = [cost(graph, usage=usage_of(graph, demand)).total.monthly_usd for graph in (one, each)]
        assert (bills[0] > bills[1]) is is_dearer
