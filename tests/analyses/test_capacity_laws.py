"""What holds of every demand and every architecture: order, saturation, numbers and arrays, packing, the bill."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from math import ceil
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model import load as load_model
from innovate_model.analyses.capacity import Capacity, capacity
from innovate_model.analyses.capacity.assessing import answers
from innovate_model.analyses.capacity.demand import MOST
from innovate_model.analyses.capacity.limit import Limit, Measured
from innovate_model.analyses.capacity.load import Load, load
from innovate_model.analyses.capacity.plant import busiest
from innovate_model.analyses.capacity.usage import amounts, usage_of
from innovate_model.analyses.capacity.uses import capacity_under
from innovate_model.analyses.cost import Usage, cost
from innovate_model.analyses.cost.compiled import compiled
from innovate_model.analyses.cost.money import total
from innovate_model.graph import Graph

from .capacity_models import POINTS, demand_of, graph_of, in_vpc
from .instance_models import machines
from .test_capacity_innovate import FOLDER
from .test_capacity_limits import CACHE, EDGE, READERS, database

SHARES = (
    "bucket_key_requests_left",
    "edge_cache_hit",
    "image_changed_share",
    "database_changed_per_day",
    "database_read_share",
    "reads_on_readers",
    "cache_hit",
    "log_compression",
    "traced_share",
)
DIVISORS = (
    "requests_per_connection",
    "cache_operations_per_second_of_node",
    "external_destinations",
    "reader_target",
)


def _values(name: str) -> st.SearchStrategy[float]:
    if name in SHARES:
        return st.floats(0, 1)
    if name in DIVISORS:
        return st.floats(0.125, 1 if name == "reader_target" else 1e6)
    if name == "peak_factor":
        return st.floats(1, 200)
    return st.floats(0, 8 if name == "growth_per_month" else 200)


DEMANDS = st.fixed_dictionaries({name: _values(name) for name in POINTS})
USERS = st.integers(0, 10**8)
SETTINGS = settings(deadline=None, max_examples=40)


@cache
def graphs() -> tuple[Graph, ...]:
    """The reference model, the shop, the shop with an edge, readers and a cache, and the shop on instances."""
    both = {"accounts": {"shop": {**EDGE["accounts"]["shop"], **database()["accounts"]["shop"]}}}
    both["accounts"]["shop"]["vpcs"]["main"] = {
        "aurora_clusters": {
            "main": {"instances": READERS, "reader_autoscaling": {"min_capacity": 1, "max_capacity": 4}}
        },
        "elasticache_replication_groups": {"cache": CACHE},
        **in_vpc(
            eks_clusters={
                "main": {
                    "namespaces": {
                        "shop": {
                            "resource_quota": {"cpu": 8, "memory": "16Gi"},
                            "deployments": {"api": {"connects_to": {"cache": "elasticache_replication_groups.cache"}}},
                        }
                    }
                }
            }
        )["accounts"]["shop"]["vpcs"]["main"],
    }
    return load_model(FOLDER).graph, graph_of(), graph_of(both), machines()


GRAPHS = st.integers(0, 3).map(lambda number: graphs()[number])


def under(values: dict[str, float], users: float) -> Load:
    return load(demand_of(**{**values, "users_per_day": users}))


@SETTINGS
@given(GRAPHS, DEMANDS, USERS, USERS)
def test_more_users_never_use_less(graph: Graph, values: dict[str, float], some: int, others: int) -> None:
    """Of no limit and of nothing that is billed."""
    few, many = sorted((some, others))
    less = list(answers(busiest(graph, under(values, few))))
    more = list(answers(busiest(graph, under(values, many))))
    assert [answer[1] for answer in less] == [answer[1] for answer in more]
    for before, after in zip(less, more, strict=True):
        if isinstance(before.limit, Limit) and isinstance(after.limit, Limit):
            assert before.limit.used <= after.limit.used * (1 + 1e-12), before
            assert before.limit.most == after.limit.most
    bill = compiled(graph)
    small, large = (
        {key: each.quantity for key, each in amounts(graph, under(values, users)) if isinstance(each, Measured)}
        for users in (few, many)
    )
    assert small.keys() == large.keys()
    assert all(small[key] <= large[key] * (1 + 1e-12) + 1e-9 for key in small)
    assert bill.monthly_usd(small) <= bill.monthly_usd(large) * (1 + 1e-12)


def _used(graph: Graph, values: dict[str, float], users: int) -> dict[tuple[str, str], Limit]:
    found = answers(busiest(graph, under(values, float(users))))
    return {(each.resource.address, each.what): each.limit for each in found if isinstance(each.limit, Limit)}


@SETTINGS
@given(GRAPHS, DEMANDS)
def test_a_limit_saturates_where_it_is_said_to_and_not_before(graph: Graph, values: dict[str, float]) -> None:
    """With so many users more is used than there is, with one fewer it is not."""
    for use in capacity_under(graph, under(values, 1)).uses[:12]:
        key = (use.address, use.what)
        if use.saturates_at is None:
            limit = _used(graph, values, MOST)[key]
            assert limit.used <= limit.most
            continue
        limit = _used(graph, values, use.saturates_at)[key]
        assert limit.used > limit.most
        if use.saturates_at:
            before = _used(graph, values, use.saturates_at - 1)[key]
            assert before.used <= before.most


@SETTINGS
@given(GRAPHS, DEMANDS, USERS)
def test_limits_come_in_the_order_in_which_they_are_met(graph: Graph, values: dict[str, float], users: int) -> None:
    """Those that are met never come last, and head-room and use say the same."""
    found: Capacity = capacity(graph, demand_of(**{**values, "users_per_day": users}))
    order = [MOST + 1 if use.saturates_at is None else use.saturates_at for use in found.uses]
    assert order == sorted(order)
    for use in found.uses:
        assert use.head_room == use.most - use.used
        assert use.is_met == (use.saturates_at is not None and use.saturates_at <= found.users)
    assert len({(item.address, item.what) for item in (*found.uses, *found.unknown)}) == len(found.uses + found.unknown)


@SETTINGS
@given(GRAPHS, st.lists(DEMANDS, min_size=1, max_size=6), st.integers(0, 3))
def test_worlds_together_are_worlds_one_by_one(graph: Graph, rows: list[dict[str, float]], month: int) -> None:
    """Arrays give each world the limits and amounts that it has alone."""
    singles = [load(demand_of(**row), month) for row in rows]
    arrays = {name: np.array([single.values[name] for single in singles]) for name in singles[0].values}
    together = Load(MappingProxyType(arrays), singles[0].hours)
    at_once = list(answers(busiest(graph, together)))
    billed = {key: each for key, each in amounts(graph, together) if isinstance(each, Measured)}
    bill = compiled(graph)
    money = np.broadcast_to(bill.monthly_usd({key: each.quantity for key, each in billed.items()}), len(rows))
    for place, single in enumerate(singles):
        for many, one in zip(at_once, answers(busiest(graph, single)), strict=True):
            assert (many.resource, many.what) == (one.resource, one.what)
            if isinstance(one.limit, Limit) and isinstance(many.limit, Limit):
                assert np.broadcast_to(many.limit.used, len(rows))[place] == pytest.approx(one.limit.used, rel=1e-12)
                assert np.broadcast_to(many.limit.most, len(rows))[place] == one.limit.most
        alone = {key: each for key, each in amounts(graph, single) if isinstance(each, Measured)}
        assert alone.keys() == billed.keys()
        for key, each in alone.items():
            many_quantity = np.broadcast_to(billed[key].quantity, len(rows))[place]
            assert many_quantity == pytest.approx(each.quantity, rel=1e-9, abs=1e-9)
        usd = bill.monthly_usd({key: each.quantity for key, each in alone.items()})
        assert money[place] == pytest.approx(usd, rel=1e-9)


QUANTITIES = st.decimals(0, 10**10, places=3)


@SETTINGS
@given(GRAPHS, st.data())
def test_the_compiled_bill_is_the_bill(graph: Graph, data: st.DataObject) -> None:
    """Whatever amounts a month has, stated as usage or asked for each time, to a cent in a million dollars."""
    bill = compiled(graph)
    asked = sorted({measure for line in bill.lines for measure, _ in line.of_each})
    chosen = data.draw(st.dictionaries(st.sampled_from(asked), QUANTITIES, max_size=30))
    usage: dict[str, dict[str, Decimal]] = {}
    for (address, measure), quantity in chosen.items():
        usage.setdefault(address, {})[measure] = quantity
    exact = float(cost(graph, usage=Usage.of(usage)).total.monthly_usd)
    told = {key: float(quantity) for key, quantity in chosen.items()}
    assert bill.monthly_usd(told) == pytest.approx(exact, rel=1e-8)
    assert compiled(graph, usage=Usage.of(usage)).monthly_usd({}) == pytest.approx(exact, rel=1e-8)


@SETTINGS
@given(GRAPHS, DEMANDS)
def test_usage_is_only_what_tariffs_ask_for(graph: Graph, values: dict[str, float]) -> None:
    """No amount is left over in the bill, and the parts of the bill are the whole."""
    found = cost(graph, usage=usage_of(graph, demand_of(**values)))
    assert not [gap for gap in found.gaps if gap.standing == "usage that nothing asks for"]
    parts = total(group.total.monthly_usd for group in found.by("service").values())
    assert parts == found.total.monthly_usd


@given(st.integers(0, 60), st.sampled_from([1, 2, 3, 4, 6]), st.integers(1, 40))
def test_one_program_is_packed_as_first_fit_packs_it(pods: int, cpu: int, memory: int) -> None:
    """By placing pod after pod on the first node with room: 1,900 millicores and the memory of an m5.large."""
    program = {
        "replicas": {"min": pods, "max": max(1, pods)},
        "requests": {"cpu": f"{cpu * 300}m", "memory": f"{memory * 150}Mi"},
    }
    deployments = {"api": program}
    space = {"shop": {"deployments": deployments}}
    graph = graph_of(in_vpc(eks_clusters={"main": {"namespaces": space}}))
    found = capacity(graph, demand_of(cpu_seconds_per_request=0))
    uses = [use for use in found.uses if use.what == "nodes"]
    room = (1930 - 30, 8192 * 0.925 - 574 - 100 - 100)
    if cpu * 300 > room[0] or memory * 150 > room[1]:
        assert uses == []
        return
    nodes: list[tuple[float, float, int]] = []
    for _ in range(pods):
        fitting = [
            number
            for number, (millicores, mib, count) in enumerate(nodes)
            if millicores >= cpu * 300 and mib >= memory * 150 and count
        ]
        if not fitting:
            nodes.append((*room, 28))
            fitting = [len(nodes) - 1]
        millicores, mib, count = nodes[fitting[0]]
        nodes[fitting[0]] = (millicores - cpu * 300, mib - memory * 150, count - 1)
    assert uses[0].used == max(1, len(nodes))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), min_size=1, max_size=4))
def test_several_programs_take_their_volume_at_least(programs: list[tuple[int, int]]) -> None:
    """And no more than one after the other on nodes of their own."""
    deployments = {
        f"p{number}": {
            "replicas": {"min": pods, "max": max(1, pods)},
            "requests": {"cpu": f"{cpu * 300}m"},
            "node_groups": "general",
        }
        for number, (pods, cpu) in enumerate(programs)
    }
    deployments["api"] = {"replicas": {"min": 0, "max": 1}, "requests": {"cpu": "1m"}}
    graph = graph_of(in_vpc(eks_clusters={"main": {"namespaces": {"shop": {"deployments": deployments}}}}))
    (use,) = [each for each in capacity(graph, demand_of(cpu_seconds_per_request=0)).uses if each.what == "nodes"]
    volume = sum(pods * cpu * 300 for pods, cpu in programs) / 1900
    apart = sum(ceil(pods / (1900 // (cpu * 300))) for pods, cpu in programs)
    assert max(1, ceil(volume)) <= use.used <= max(1, apart)
