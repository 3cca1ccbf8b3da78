"""On which nodes pods run: room that is there anyway comes before a node more."""

from __future__ import annotations

from math import ceil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.analyses.capacity import capacity
from innovate_model.analyses.capacity.assessing import answers
from innovate_model.analyses.capacity.limit import Limit
from innovate_model.analyses.capacity.load import load
from innovate_model.analyses.capacity.plant import busiest
from innovate_model.graph import Graph

from .capacity_models import demand_of, graph_of, in_vpc
from .test_capacity_limits import GROUP, amount_of, missing_of, use_of

SPARE = GROUP.replace("general", "spare")


def group(least: int, desired: int, most: int, instance_type: str = "m5.large") -> dict[str, Any]:
    scaling = {"min_size": least, "desired_size": desired, "max_size": most}
    return {"instance_types": [instance_type], "scaling_config": scaling, "subnets": "app"}


def pods(count: int, cpu: str, *groups: str) -> dict[str, Any]:
    return {"replicas": {"min": count, "max": max(1, count)}, "requests": {"cpu": cpu}, "node_groups": list(groups)}


def cluster(groups: dict[str, Any], programs: dict[str, Any]) -> Graph:
    """The shop's cluster; its agent, 30 millicores on each node of `general` alone, leaves 1,900 there of 1,930."""
    return graph_of(
        in_vpc(eks_clusters={"main": {"node_groups": groups, "namespaces": {"shop": {"deployments": programs}}}})
    )


def taken(graph: Graph, **points: float) -> dict[str, float]:
    found = capacity(graph, demand_of(**{"cpu_seconds_per_request": 0, **points}))
    return {use.address.rpartition(".")[2]: use.used for use in found.uses if use.what == "nodes"}


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (
            4,
            {"general": 2, "spare": 0},
        ),  # beside the API's half core: 3 of 600 millicores on each node are 6, 5 of them
        (5, {"general": 2, "spare": 0}),
        (6, {"general": 2, "spare": 1}),
        (8, {"general": 2, "spare": 1}),
        (9, {"general": 2, "spare": 2}),
        (11, {"general": 2, "spare": 2}),
        (12, {"general": 3, "spare": 2}),  # `spare` may have two
        (14, {"general": 3, "spare": 2}),
        (15, {"general": 4, "spare": 2}),
        (17, {"general": 4, "spare": 2}),
        (18, {"general": 4, "spare": 3}),  # no bound holds it: it counts where it would rather be
    ],
)
def test_room_that_is_there_comes_before_a_node_more(count: int, expected: dict[str, float]) -> None:
    """Two nodes of `general` run in any case, none of `spare`; four and two may. A pod of 600 millicores goes three
    times onto each."""
    programs = {"api": pods(1, "500m", "general"), "jobs": pods(count, "600m", "spare", "general")}
    assert taken(cluster({"general": group(0, 2, 4), "spare": group(0, 0, 2)}, programs)) == expected


def test_who_has_no_choice_comes_first() -> None:
    """`fixed` may run on `general` only and fills its one node; `free`, which stands before it, finds none there."""
    programs = {"api": None, "free": pods(3, "600m", "general", "spare"), "fixed": pods(3, "600m", "general")}
    programs["api"] = pods(0, "500m", "general")
    found = taken(cluster({"general": group(0, 1, 1), "spare": group(0, 0, 9)}, programs))
    assert found == {"general": 1, "spare": 1}


def test_a_group_whose_nodes_are_too_small_is_no_choice() -> None:
    """Its pods go to the other one, and both are known."""
    programs = {"api": pods(2, "500m", "small", "general")}
    found = taken(cluster({"general": group(0, 0, 4), "small": group(0, 3, 3, "t3.nano")}, programs))
    assert found == {"general": 1, "small": 0}


def test_nodes_of_a_size_that_is_not_known_leave_their_neighbours_unknown() -> None:
    """How many pods find room on them is not known, so neither is how many do not."""
    groups = {"general": group(0, 1, 4), "spare": group(0, 1, 4, "z9.huge"), "apart": group(0, 1, 4)}
    programs = {"api": pods(1, "500m", "general", "spare"), "alone": pods(4, "600m", "apart")}
    graph = cluster(groups, programs)
    found = capacity(graph, demand_of())
    for name in ("general", "spare"):
        assert missing_of(found, GROUP.replace("general", name), "nodes") == "the size of `z9.huge` is not known here"
    assert use_of(found, GROUP.replace("general", "apart"), "nodes").used == 2


def test_nodes_that_run_anyway_cost_nothing_more() -> None:
    """Half a core of work all day is one pod, for which the desired node of `general` has room."""
    programs = {"api": {"node_groups": ["spare", "general"], "autoscaling": {"cpu_percent": 100}}}
    graph = cluster({"general": group(1, 1, 4), "spare": group(0, 0, 4)}, programs)
    assert amount_of(graph, SPARE, "node_hours_above_desired") == 0
    assert amount_of(graph, GROUP, "node_hours_above_desired") == 0
    assert amount_of(graph, SPARE, "node_hours_above_desired", api_requests_per_session=40) == 730  # 4 pods, 3 fit


def test_what_is_not_known_of_a_program_leaves_other_groups_known() -> None:
    """How much work `api` has is not stated: that is nothing to the group on which it may not run."""
    graph = cluster({"apart": group(0, 1, 4)}, {"alone": pods(4, "600m", "apart")})
    found = capacity(graph, demand_of("cpu_seconds_per_request"))
    assert missing_of(found, GROUP, "nodes") == "the demand does not state `cpu_seconds_per_request`"
    assert use_of(found, GROUP.replace("general", "apart"), "nodes").used == 2


GROUPS = ("general", "spare", "third")
SIZES = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 3)).map(sorted)
PROGRAM = st.tuples(
    st.integers(0, 12),
    st.integers(1, 6),
    st.permutations(GROUPS).flatmap(lambda order: st.integers(1, 3).map(lambda n: order[:n])),
)


@settings(deadline=None, max_examples=150)
@given(
    st.lists(SIZES, min_size=3, max_size=3),
    st.lists(PROGRAM, min_size=1, max_size=4),
    st.integers(0, 3),
    st.integers(1, 5),
)
def test_more_pods_never_take_fewer_nodes(
    sizes: list[list[int]], programs: list[tuple[int, int, list[str]]], which: int, more: int
) -> None:
    """Of any group; and all pods together take their volume, and not more nodes than one after the other, each on nodes
    of its own, beyond those that run anyway."""
    groups = {name: group(*size) for name, size in zip(GROUPS, sizes, strict=True)}

    def nodes(counts: list[int]) -> dict[str, float]:
        written = {
            f"p{place}": pods(count, f"{cpu * 300}m", *names)
            for place, (count, (_, cpu, names)) in enumerate(zip(counts, programs, strict=True))
        }
        graph = cluster(groups, {"api": pods(0, "1m", "general"), **written})
        found = answers(busiest(graph, load(demand_of(cpu_seconds_per_request=0))))
        return {
            each.resource.address.rpartition(".")[2]: float(each.limit.used)
            for each in found
            if each.what == "nodes" and isinstance(each.limit, Limit)
        }

    counts = [count for count, _, _ in programs]
    fewer = nodes(counts)
    larger = nodes([count + more * (place == which % len(counts)) for place, count in enumerate(counts)])
    assert set(fewer) == set(GROUPS)
    assert all(fewer[name] <= larger[name] for name in GROUPS)
    volume = sum(count * cpu * 300 for count, cpu, _ in programs) / 1930
    apart = sum(ceil(count / (1900 // (cpu * 300))) for count, cpu, _ in programs)
    assert ceil(volume - 1e-9) <= sum(fewer.values()) <= apart + sum(desired for _, desired, _ in sizes)
