"""The formulas of capacity against published figures, against one another, and for arrays as for numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.capacity.database_classes import (
    cache_bytes,
    larger,
    max_connections,
    size_of,
    vcpus_of,
)
from innovate_model.analyses.capacity.formulas import (
    allocatable,
    erlang_c,
    lcu,
    reserved_cpu_millicores,
    reserved_memory_mib,
    staffed,
    waiting_seconds,
)
from innovate_model.analyses.capacity.numbers import ceil, clipped, kept, largest, root, smallest
from innovate_model.analyses.capacity.queueing import waiting

WORK = st.floats(0, 1e6, allow_nan=False)


def test_capacity_units_as_in_aws_examples() -> None:
    """The two examples of the pricing page: 1 new connection a second for 2 minutes, 5 requests a second, 300 KB a
    second are 1.08 GB an hour, so bytes decide with 1.08; 100 new connections a second for 3 minutes, 4 requests a
    second on each, 1,000 B each, 60 rules of which 50 are paid: rules decide with 20 ((60 - 10) x 400 / 1,000).

    https://aws.amazon.com/elasticloadbalancing/pricing/
    """
    small = lcu(1, 120, 1.08, 0, 5)
    assert small.units == 1.08
    assert (small.new_connections, small.active_connections) == (0.04, 0.04)
    busy = lcu(100, 18_000, 1.44, 60, 400)
    assert (busy.new_connections, busy.active_connections, busy.rule_evaluations) == (4, 6, 20)
    assert busy.units == 20


def test_800_requests_a_second_on_48_servers() -> None:
    """50 ms each are 40 servers of work: 15.596 % wait, 0.975 ms on the average (scipy's closed form, pyworkforce and
    pyqueueing agree on it)."""
    assert erlang_c(48, 800 * 0.05) == pytest.approx(0.15596, abs=5e-6)
    assert waiting_seconds(48, 800, 0.05) == pytest.approx(0.975e-3, abs=5e-7)


def test_more_work_than_servers_waits_for_ever() -> None:
    """All requests wait, and the queue grows."""
    assert erlang_c(2, 2.0) == 1.0
    assert waiting_seconds(2, 50, 0.05) == math.inf
    assert list(erlang_c(2, np.array([0.0, 1.0, 2.0, 3.0]))) == [0.0, pytest.approx(1 / 3), 1.0, 1.0]


def test_erlang_c_of_one_server_is_its_use() -> None:
    """M/M/1: a request waits as often as the server is busy."""
    assert [erlang_c(1, use) for use in (0.0, 0.25, 0.5, 0.9)] == pytest.approx([0, 0.25, 0.5, 0.9])


@pytest.mark.parametrize(("factor", "share"), [(2.375, 0.01), (1.761, 0.05), (1.06, 0.20)])
def test_square_root_staffing_lets_so_few_wait(factor: float, share: float) -> None:
    """With 10,000 servers of work the rule and Erlang C agree to a twentieth."""
    servers = round(staffed(10_000.0, factor))
    assert erlang_c(servers, 10_000.0) == pytest.approx(share, rel=0.05)


@pytest.mark.parametrize(
    ("vcpus", "millicores"),
    [(1, 60), (2, 70), (4, 80), (8, 90), (16, 110), (48, 190), (96, 310)],
)
def test_processor_time_that_the_kubelet_keeps(vcpus: int, millicores: float) -> None:
    """6 %, 1 %, 0.5 % twice, then 0.25 % of each core."""
    assert reserved_cpu_millicores(vcpus) == millicores


def test_memory_that_the_kubelet_keeps() -> None:
    """An m5.large runs 29 pods and keeps 574 MiB, a t3.medium 17 and 442 MiB."""
    assert (reserved_memory_mib(29), reserved_memory_mib(17)) == (574, 442)


def test_what_is_left_for_pods() -> None:
    """8 GiB are 8,192 MiB, of which 7.5 % are never seen: 7,577.6; less 574, less 100 of eviction."""
    millicores, memory = allocatable(2, 8, 29)
    assert millicores == 1930
    assert memory / 2**20 == pytest.approx(6903.6)


def test_connections_of_aurora() -> None:
    """The table of AWS; from 64 GiB on every class has 5,000; one that is not in it is not known."""
    classes = ("db.r6g.large", "db.r6g.xlarge", "db.t4g.medium", "db.r6g.2xlarge", "db.r7g.16xlarge", "db.r7g.large")
    assert [max_connections(name) for name in classes] == [1722, 3479, 405, 5000, 5000, None]


@pytest.mark.parametrize(("name", "gib"), [("db.r6g.large", 16), ("db.r6g.xlarge", 32), ("db.t4g.medium", 4)])
def test_connections_are_below_the_formula_of_all_memory(name: str, gib: int) -> None:
    """LEAST(memory / 9531392, 5000) counts less than all memory: a tenth less at most."""
    bound = gib * 2**30 / 9531392
    known = max_connections(name)
    assert known is not None
    assert 0.89 * bound < known <= bound


def test_sizes_of_databases_and_caches() -> None:
    """vCPUs are those of the type behind a class; a cache keeps a quarter of `maxmemory`."""
    assert (vcpus_of("db.r6g.xlarge"), vcpus_of("cache.r6g.large"), vcpus_of("db.serverless")) == (4, 2, None)
    assert cache_bytes("cache.r6g.large") == 14037181030 * 0.75
    assert (cache_bytes("cache.z1.large"), cache_bytes("large")) == (None, None)
    assert larger("db.r6g.4xlarge")[:2] == ("db.r6g.8xlarge", "db.r6g.12xlarge")
    assert larger("db.serverless") == ()
    assert sorted(["db.r6g.16xlarge", "db.r6g.2xlarge", "db.r6g.xlarge"], key=size_of)[0] == "db.r6g.xlarge"
    assert max([3, 12.5, 7], key=size_of) == 12.5
    assert max(["96Gi", "378Gi"], key=size_of) == "378Gi"


@given(st.lists(st.tuples(WORK, WORK, WORK), min_size=1, max_size=20))
def test_arrays_as_numbers(rows: list[tuple[float, float, float]]) -> None:
    """Every operation gives each world what it gives a number."""
    a, b, c = (np.array(column) for column in zip(*rows, strict=True))
    assert list(ceil(a)) == [ceil(x) for x, _, _ in rows]
    assert list(root(a)) == [root(x) for x, _, _ in rows]
    assert list(largest(a, b, c)) == [largest(*row) for row in rows]
    assert list(smallest(a, b, 7)) == [smallest(x, y, 7) for x, y, _ in rows]
    assert list(clipped(a, 3.0, 9.0)) == [clipped(x, 3.0, 9.0) for x, _, _ in rows]
    assert list(staffed(a, 1.5)) == [staffed(x, 1.5) for x, _, _ in rows]
    assert np.allclose(erlang_c(5, a), [erlang_c(5, x) for x, _, _ in rows], rtol=1e-12)
    assert list(lcu(a, b, c, 12, a).units) == [lcu(x, y, z, 12, x).units for x, y, z in rows]


@given(st.integers(0, 10**6), st.integers(1, 1000))
def test_fractions_of_nodes_add_up(count: int, parts: int) -> None:
    """Whole numbers stay, and so many parts of one are one."""
    assert ceil(float(count)) == count
    assert ceil(sum([1 / parts] * parts)) == 1


@given(st.floats(0, 40), st.floats(0, 40))
def test_waiting_is_a_share_and_more_work_waits_more(cores: float, busy: float) -> None:
    """0 without work, 1 with more than there are cores, and never less for more work."""
    share = waiting(cores, busy)
    assert 0 <= share <= 1
    assert share <= waiting(cores, busy * 1.1) * (1 + 1e-9)
    assert waiting(cores, 0) == 0
    if busy > cores:
        assert share == 1


@given(st.floats(0, 120), st.floats(0, 8))
def test_what_is_kept_of_a_past_that_grew(months: float, growth: float) -> None:
    """The sum of thin slices of the past, each at its rate; of a rate that did not grow all months."""
    slices = 4000
    width = months / slices
    by_hand = sum((1 + growth) ** -(width * (number + 0.5)) for number in range(slices)) * width
    assert kept(months, growth) == pytest.approx(by_hand, rel=2e-3, abs=1e-9)
    assert kept(np.array([months, 0.0]), np.array([growth, growth]))[0] == pytest.approx(
        kept(months, growth), rel=1e-12
    )
    assert kept(months, 0.0) == pytest.approx(months, rel=1e-9)
