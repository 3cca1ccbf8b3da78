"""Many worlds: bands, dates and influences, on models of which they can be worked out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.capacity import Demand, NotKnown
from innovate_model.analyses.capacity import worlds as module
from innovate_model.analyses.capacity.load import load_of
from innovate_model.analyses.capacity.sensitivity import influences
from innovate_model.analyses.capacity.usage import usage_under
from innovate_model.analyses.capacity.uses import capacity_under
from innovate_model.analyses.capacity.worlds import drawn, worlds
from innovate_model.analyses.cost import cost

from .capacity_models import POINTS, demand_of, graph_of

API = "accounts.shop.vpcs.main.eks_clusters.main.namespaces.shop.deployments.api"


def uncertain(**intervals: tuple[float, float, float]) -> Demand:
    """POINTS, of which some are intervals."""
    data: dict[str, object] = {name: {"mid": value, "reason": "given"} for name, value in POINTS.items()}
    for name, (low, mid, high) in intervals.items():
        data[name] = {"low": low, "mid": mid, "high": high, "reason": "thought"}
    return Demand.model_validate(data)


GROWING = uncertain(users_per_day=(50_000, 86_400, 90_000), growth_per_month=(0, 0.2, 0.4), cache_hit=(0, 0.5, 1))


def test_worlds_are_what_the_exact_bill_and_capacity_say_of_each() -> None:
    """Every world of every month on its own: its bill to a cent in a million dollars, and each limit when it is met."""
    graph = graph_of()
    found = worlds(graph, GROWING, months=5, count=7, seed=3)
    for world in range(7):
        certain = {name: estimate.mid for name, estimate in GROWING.estimates.items()}
        values = {**certain, **{name: float(each[world]) for name, each in found.inputs.items()}}
        first = dict.fromkeys(found.met, 5)
        for month in range(5):
            under = load_of(GROWING, values, month)
            exact = float(cost(graph, usage=usage_under(graph, under)).total.monthly_usd)
            assert found.usd[month, world] == pytest.approx(exact, rel=1e-8)
            for use in capacity_under(graph, under).met:
                key = (use.address, use.what)
                first[key] = min(first[key], month)
        assert {key: int(months[world]) for key, months in found.met.items()} == first
        assert found.first_met[world] == min(first.values())


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same worlds, whatever fits into memory at a time."""
    graph = graph_of()
    whole = worlds(graph, GROWING, months=3, count=50)
    monkeypatch.setattr(module, "CHUNK", 7)
    parts = worlds(graph, GROWING, months=3, count=50)
    assert (whole.usd == parts.usd).all()
    assert all((whole.met[key] == parts.met[key]).all() for key in whole.met)


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    """An estimate more leaves the others as they are."""
    one, again, other = (drawn(GROWING, 100, seed) for seed in (1, 1, 2))
    assert all((one[name] == again[name]).all() for name in one)
    assert all((one[name] != other[name]).any() for name in one)
    fewer = drawn(uncertain(cache_hit=(0, 0.5, 1)), 100, 1)
    assert (fewer["cache_hit"] == one["cache_hit"]).all()


def test_what_is_drawn_lies_in_its_interval_with_the_mean_of_pert() -> None:
    """(low + 4 mid + high) / 6; certain estimates are not drawn."""
    found = drawn(uncertain(users_per_day=(10, 20, 90), cache_hit=(0, 0.5, 0.5)), 200_000, 1)
    assert set(found) == {"users_per_day", "cache_hit"}
    users = found["users_per_day"]
    assert (users >= 10).all()
    assert (users <= 90).all()
    assert users.mean() == pytest.approx((10 + 4 * 20 + 90) / 6, rel=0.01)
    assert found["cache_hit"].mean() == pytest.approx(2.5 / 6, rel=0.01)


def test_bands_are_in_order_and_as_wide_as_the_doubt() -> None:
    """5, 50 and 95 %; where nothing is uncertain the three are one."""
    found = worlds(graph_of(), GROWING, months=4, count=500)
    bands = found.usd_bands()
    assert bands.shape == (4, 3)
    assert (np.diff(bands, axis=1) >= 0).all()
    assert (np.diff(bands, axis=0) >= 0).all()  # users grow in every world
    (low, mid, high), *_ = worlds(graph_of(), demand_of(), months=1, count=9).usd_bands()
    assert low == mid == high


def test_when_a_limit_is_met() -> None:
    """20 requests a second in the busiest minute take 4 of 10 pods; with 50 % a month 6, 9 and in month 3 13.5 of a
    core's quarter: 14. Where that is certain all percentiles are month 3."""
    found = worlds(graph_of(), demand_of(), months=6, count=10)
    assert found.month_band((API, "pods")) == (3, 3, 3)
    assert found.share_met((API, "pods")) == 1
    targets = ("accounts.shop.vpcs.main.lbs.api", "targets")
    assert found.month_band(targets) == (None, None, None)
    assert found.share_met(targets) == 0


@pytest.mark.parametrize(("months", "count"), [(0, 1), (1, 0), (-1, 5)])
def test_no_worlds(months: int, count: int) -> None:
    """There is nothing to say of none."""
    with pytest.raises(ValueError, match="at least"):
        worlds(graph_of(), demand_of(), months, count)


def test_growth_that_is_not_stated_is_asked_for() -> None:
    """As for one month."""
    with pytest.raises(NotKnown, match="growth_per_month"):
        worlds(graph_of(), demand_of("growth_per_month"), 2, 3)


def test_the_estimates_that_decide() -> None:
    """Users decide what the database stores, and the time of a call decides nothing of the bill."""
    demand = uncertain(users_per_day=(50_000, 86_400, 90_000), external_call_seconds=(1, 2, 3))
    found = worlds(graph_of(), demand, months=1, count=4000)
    ranked = influences(found.inputs, found.usd[0])
    assert ranked[0].estimate == "users_per_day"
    assert ranked[0].rank_correlation == pytest.approx(1)
    assert ranked[1].rank_correlation == pytest.approx(0, abs=0.06)


def test_an_outcome_that_is_always_the_same_has_no_correlation() -> None:
    """None rather than a number; one world is too few."""
    assert influences({"a": np.array([1.0, 2.0])}, np.array([3.0, 3.0]))[0].rank_correlation is None
    with pytest.raises(ValueError, match="two worlds"):
        influences({"a": np.array([1.0])}, np.array([3.0]))


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=2, max_size=30))
def test_spearman_by_its_definition(pairs: list[tuple[int, int]]) -> None:
    """Pearson's correlation of the mean ranks, counted one by one."""

    def rank(values: list[int]) -> list[float]:
        return [sum(v < x for v in values) + (sum(v == x for v in values) - 1) / 2 for x in values]

    left, right = ([pair[side] for pair in pairs] for side in (0, 1))
    (found,) = influences({"x": np.array(left, dtype=float)}, np.array(right, dtype=float))
    one, other = (np.array(rank(values)) - (len(pairs) - 1) / 2 for values in (left, right))
    size = np.sqrt((one**2).sum() * (other**2).sum())
    if size:
        assert found.rank_correlation == pytest.approx((one * other).sum() / size)
    else:
        assert found.rank_correlation is None
