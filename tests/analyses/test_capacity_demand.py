"""A demand as text: what is refused is told at its place, with what mends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from innovate_model.analyses.capacity import (
    Demand,
    Estimate,
    FaultyDemand,
    NotKnown,
    as_demand,
    parse_demand,
    read_demand,
)
from innovate_model.analyses.capacity.load import grown, load, load_of

INNOVATE = Path(__file__).parents[2] / "models" / "innovate" / "demand.yaml"
SMALL = "demand: {users_per_day: {low: 400, mid: 500, high: 700, reason: hundreds}}"


def test_an_interval_and_a_point() -> None:
    """`mid` alone is certain; what is not stated is not there."""
    demand = parse_demand("demand: {users_per_day: {mid: 500, reason: counted}}")
    assert demand.users_per_day == Estimate(low=500, mid=500, high=500, reason="counted")
    assert demand.users_per_day.is_certain
    assert list(demand.estimates) == ["users_per_day"]
    with pytest.raises(NotKnown, match="does not state `sessions_per_user`"):
        load(demand).of("sessions_per_user")


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("demand: {users_per_day: {low: 5, mid: 4, high: 6, reason: x}}", "5, 4, 6: low <= mid <= high", 10),
        ("demand: {users_per_day: {low: 5, mid: 6, high: 5.5, reason: x}}", "5, 6, 5.5: low <= mid <= high", 10),
        ("demand: {users_per_day: {mid: 4}}", "`users_per_day` needs `reason`", 10),
        ("demand: {users_per_day: {mid: -1, reason: x}}", "at least 0", 31),
        ("demand: {users_per_day: {mid: many, reason: x}}", "`many`", 31),
        ("demand: {users_per_day: {mid: .inf, reason: x}}", ".inf", 31),
        ("demand: {sessions_per_user: {mid: 4, reason: x}}", "`demand` needs `users_per_day`", None),
        ("demand: {users_per_day: {mid: 4, reason: x}, cache_hit: {mid: 2, reason: x}}", "more than all", 46),
        ("demand: {users_per_day: {mid: 4, reason: x}, peak_factor: {mid: 0.5, reason: x}}", "its hour's average", 46),
        (
            "demand: {users_per_day: {mid: 4, reason: x}, requests_per_connection: {mid: 0, reason: x}}",
            "0 is too little",
            46,
        ),
        ("demand: {users_per_day: {mid: 1.0e+11, reason: x}}", "at most 10000000000", 31),
        ("demand: {users_per_day: {mid: 4, reason: x}, reader_target: {mid: 0, reason: x}}", "0 is too little", 46),
        ("demand: {users_per_day: {mid: 4, reason: x}, day: [1, 2]}", "`day` has 24 weights", None),
        (
            "demand: {users_per_day: {mid: 4, reason: x}, cache_hits: {mid: 1, reason: x}}",
            "`cache_hits` is no part",
            46,
        ),
        ("demand: {users_per_day: {mid: 4, raeson: x}}", "`users_per_day.raeson` is no part", 34),
        (
            "demand: {users_per_day: {mid: 4, reason: x}, users_of_environments: {stagin: {mid: 4, reason: x}}}",
            "`users_of_environments.stagin` is no environment of an account",
            70,
        ),
        (
            "demand: {users_per_day: {mid: 4, reason: x}, users_of_environments: {dev: {mid: 4, raeson: x}}}",
            "`users_of_environments.dev.raeson` is no part",
            84,
        ),
        ("demand: 4", "holds one mapping", None),
        ("users_per_day: {mid: 4, reason: x}", "holds one mapping", None),
        ("demand: {", "", None),
    ],
)
def test_what_is_no_demand_is_told_at_its_place(text: str, message: str, place: int | None) -> None:
    """Each fault once, at the value or key that is wrong."""
    with pytest.raises(FaultyDemand) as caught:
        parse_demand(text)
    assert any(message in finding.message for finding in caught.value.findings), str(caught.value)
    if place is not None:
        assert place in [finding.span.column for finding in caught.value.findings if finding.span]


def test_a_demand_that_is_none_is_told_through_a_context_manager() -> None:
    """Which puts the traceback into the exception."""

    @contextmanager
    def around() -> Iterator[None]:
        yield

    with pytest.raises(FaultyDemand), around():
        parse_demand("demand: {}")


def test_a_misspelt_estimate_is_guessed() -> None:
    """The nearest name is the suggestion."""
    with pytest.raises(FaultyDemand) as caught:
        parse_demand(SMALL[:-1] + ", cache_hitt: {mid: 1, reason: x}}")
    assert "cache_hit" in caught.value.findings[0].suggestion


FORM = "{low: .., mid: .., high: .., reason: ..}, or {mid: .., reason: ..} for a number that is known"


def test_a_bare_number_is_no_estimate() -> None:
    """The help is the form of one, in YAML, in plain data and in Python alike."""
    with pytest.raises(FaultyDemand) as caught:
        parse_demand(SMALL[:-1] + ", peak_factor: -3}")
    (finding,) = caught.value.findings
    assert finding.message == "`peak_factor`: `-3` is no estimate: each says why it is so"
    assert finding.suggestion == f"peak_factor: {FORM}"
    wrong: dict[str, Any] = {"users_per_day": 5000}
    for make in (lambda: Demand(**wrong), lambda: as_demand(wrong)):
        with pytest.raises(FaultyDemand) as caught:
            make()
        expected = f"`users_per_day`: `5000` is no estimate: each says why it is so; help: users_per_day: {FORM}"
        assert str(caught.value) == expected


def test_a_demand_in_python() -> None:
    """Estimates are objects or mappings; what is missing in one is named."""
    estimate = Estimate(low=1, mid=2, high=3, reason="x")
    assert Demand(users_per_day=estimate) == Demand.model_validate({"users_per_day": estimate.model_dump()})
    missing: dict[str, Any] = {"users_per_day": {"mid": 5}}
    with pytest.raises(FaultyDemand, match="`users_per_day` needs `reason`"):
        Demand(**missing)


def test_weights_of_regions() -> None:
    """In any unit, none of them negative."""
    demand = parse_demand(SMALL[:-1] + ", regions: {us-east-1: 3, us-west-2: 1}}")
    assert load(demand).regions == (("us-east-1", 3.0), ("us-west-2", 1.0))
    with pytest.raises(FaultyDemand, match=r"`regions\.us-east-1` must be at least 0"):
        parse_demand(SMALL[:-1] + ", regions: {us-east-1: -3}}")


def test_there_is_no_such_file(tmp_path: Path) -> None:
    """A missing file is a fault like others."""
    with pytest.raises(FaultyDemand, match="there is no file"):
        read_demand(tmp_path / "none.yaml")


@given(st.lists(st.floats(0, 1e9), min_size=3, max_size=3))
def test_estimates_are_in_order_or_refused(values: list[float]) -> None:
    """low <= mid <= high, else ValidationError."""
    low, mid, high = values
    if low <= mid <= high:
        assert Estimate(low=low, mid=mid, high=high, reason="x").mid == mid
    else:
        with pytest.raises(ValidationError):
            Estimate(low=low, mid=mid, high=high, reason="x")


@pytest.mark.parametrize("users", [-1, float("nan"), float("inf"), 1e11])
def test_no_number_of_users(users: float) -> None:
    """Refused."""
    with pytest.raises(ValueError, match="is not a number of users"):
        parse_demand(SMALL).with_users(users)


def test_the_reference_demand_gives_a_reason_for_every_number() -> None:
    """All inputs are stated, but those of instances, of which it has none, and of viewers in Europe, of whom nothing is
    written; and each reason says something."""
    demand = read_demand(INNOVATE)
    of_instances = {"database_connections_per_instance", "cache_connections_per_instance"}
    stated = {name.partition(".")[0] for name in demand.estimates}
    assert stated == set(Demand.model_fields) - {"day", "regions", "viewers_in_europe"} - of_instances
    assert all(len(estimate.reason) > 10 for estimate in demand.estimates.values())


def test_months_of_growth() -> None:
    """0 is now; a month before it is refused; growth that is not stated is asked for only later."""
    demand = parse_demand(SMALL[:-1] + ", growth_per_month: {mid: 0.5, reason: x}}")
    assert [load(demand, month).of("users_per_day") for month in range(3)] == [500, 750, 1125]
    with pytest.raises(ValueError, match="month -1 is over"):
        load(demand, -1)
    assert load(parse_demand(SMALL)).of("users_per_day") == 500
    with pytest.raises(NotKnown, match="growth_per_month"):
        load(parse_demand(SMALL), 1)
    assert grown(3.0, 1.0, 4) == 48
    assert load(demand, 10_000).of("users_per_day") == 10**10  # there are no more people


def test_the_hours_of_a_day() -> None:
    """Weights in any unit: a day is 24 hours of its average, and equal hours are counted together."""
    day = [2.0] * 12 + [6.0] * 12
    demand = Demand.model_validate({"users_per_day": {"mid": 1, "reason": "x"}, "day": day})
    assert load_of(demand, {}).hours == {0.5: 12, 1.5: 12}
    assert load(parse_demand(SMALL)).hours == {1.0: 24}
