"""In which storage classes the objects of a bucket lie as they age."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.storage_classes import CLASSES, STANDARD, Period, periods
from innovate_model.resources.s3_bucket import S3Bucket

from .capacity_models import graph_of


def bucket(**rules: dict[str, Any]) -> S3Bucket:
    graph = graph_of({"accounts": {"shop": {"s3_buckets": {"it": {"lifecycle_rules": rules}}}}})
    found = graph.model.get("accounts.shop.s3_buckets.it", S3Bucket)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({}, [(STANDARD, 0, None)]),
        ({"age": {"expiration_days": 30}}, [(STANDARD, 0, 30)]),
        (
            {"age": {"transition_to": "GLACIER_IR", "transition_days": 90, "expiration_days": 2557}},
            [(STANDARD, 0, 90), ("GLACIER_IR", 90, 2557)],
        ),
        ({"age": {"transition_to": "INTELLIGENT_TIERING", "transition_days": 30}}, [(STANDARD, 0, None)]),
        ({"age": {"prefix": "old/", "expiration_days": 30}}, [(STANDARD, 0, None)]),  # some objects only
        ({"age": {"transition_to": "GLACIER", "transition_days": 0}}, [("GLACIER", 0, None)]),
        (
            {
                "late": {"transition_to": "DEEP_ARCHIVE", "transition_days": 365},
                "soon": {"transition_to": "STANDARD_IA", "transition_days": 30},
            },
            [(STANDARD, 0, 30), ("STANDARD_IA", 30, 365), ("DEEP_ARCHIVE", 365, None)],
        ),
        (
            {"a": {"transition_to": "GLACIER", "transition_days": 90}, "b": {"expiration_days": 60}},
            [(STANDARD, 0, 60)],
        ),
    ],
)
def test_classes_of_a_life(rules: dict[str, Any], expected: list[tuple[str, int, int | None]]) -> None:
    """From the first day to the last, each day in one class."""
    assert periods(bucket(**rules)) == tuple(Period(*each) for each in expected)


@given(
    st.lists(st.tuples(st.sampled_from(CLASSES[1:]), st.integers(0, 400)), max_size=3, unique_by=lambda each: each[0]),
    st.none() | st.integers(401, 4000),
)
def test_every_day_is_in_one_class(moves: list[tuple[str, int]], end: int | None) -> None:
    """Periods follow one another without a gap, and the last one ends when objects do."""
    rules: dict[str, Any] = {
        f"r{number}": {"transition_to": to, "transition_days": day} for number, (to, day) in enumerate(moves)
    }
    if end is not None:
        rules["end"] = {"expiration_days": end}
    found = periods(bucket(**rules))
    assert found[0].start == 0
    assert found[-1].end == end
    assert all(before.end == after.start for before, after in pairwise(found))
