"""What holds for every cost: parts and wholes, comparisons, usage, the shape of the table."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innovate_model.analyses.cost import Gap, LineItem, LineItems, Standing, Subject, Usage, compare, usd_text
from innovate_model.analyses.cost.asking import tariffs
from innovate_model.resources import types

NAMES = st.sampled_from(["", "a", "b", "c"])
SUBJECTS = st.builds(
    Subject, NAMES, NAMES, NAMES, NAMES, NAMES, st.dictionaries(st.sampled_from(["team", "app"]), NAMES, max_size=2)
)
MONEY = st.decimals(0, 10**4, places=12)
QUANTITIES = st.decimals(0, 10**12, places=9)
ITEMS = st.builds(
    LineItem, SUBJECTS, NAMES, NAMES, QUANTITIES, st.just("hour"), MONEY, NAMES, NAMES, NAMES, NAMES, NAMES
)
GAPS = st.builds(Gap, SUBJECTS, NAMES, NAMES, st.sampled_from(Standing), NAMES)
COSTS = st.builds(
    LineItems,
    st.lists(ITEMS, max_size=12).map(tuple),
    st.lists(GAPS, max_size=5).map(tuple),
    st.just(()),
    st.just("2026"),
)
KEYS = ("account", "environment", "region", "kind", "service", "resource", "tag:team")


@given(COSTS, st.sampled_from(KEYS))
def test_the_parts_make_the_whole(found: LineItems, key: str) -> None:
    """Groups of any kind hold every line and gap once, and their totals add up to the total exactly."""
    groups = found.by(key)
    # Fractions are the oracle: they round nothing, whatever the context.
    whole = sum(Fraction(item.quantity) * Fraction(item.usd_per_unit) for item in found.items)
    assert sum(Fraction(group.total.monthly_usd) for group in groups.values()) == whole
    assert Fraction(found.total.monthly_usd) == whole
    assert sorted(map(repr, found.items)) == sorted(repr(item) for group in groups.values() for item in group.items)
    assert sorted(map(repr, found.gaps)) == sorted(repr(gap) for group in groups.values() for gap in group.gaps)
    assert list(groups) == sorted(groups)


@given(COSTS)
def test_a_total_is_at_least_exactly_when_something_is_missing(found: LineItems) -> None:
    """One gap is enough to make a total a lower bound, and without any it is the sum."""
    assert found.total.is_at_least == bool(found.gaps)
    assert str(found.total).startswith("at least ") == bool(found.gaps)


@given(COSTS, COSTS, st.sampled_from(KEYS))
def test_differences_of_groups_make_the_difference_of_totals(old: LineItems, new: LineItems, key: str) -> None:
    """In a comparison the changes of all groups add up to the change of the total, and a cost differs not from
    itself."""
    table = compare({"old": old, "new": new, "old again": old}, by=key)
    for column in range(3):
        change = sum(Fraction(row.changes_usd[column]) for row in table.rows)
        assert change == Fraction(table.total.changes_usd[column])
    assert all(row.changes_usd[2] == 0 for row in table.rows)
    assert [row.group for row in table.rows] == sorted({row.group for row in table.rows})


@settings(max_examples=20, deadline=None)
@given(COSTS)
def test_the_frame_holds_every_line(found: LineItems) -> None:
    """The table has a row for each item and gap, its columns name their units, and its money is the total's."""
    frame = found.to_frame()
    assert len(frame) == len(found.items) + len(found.gaps)
    assert {"price (USD/unit)", "cost (USD/month)"} <= set(frame.columns)
    priced = frame[frame["standing"] == "priced"]["cost (USD/month)"]
    assert sum(map(Fraction, priced)) == Fraction(found.total.monthly_usd)


def test_a_comparison_as_a_table() -> None:
    """The change against the first variant stands beside each of the others, and a gap marks a row incomplete."""
    subject = Subject("a", "nat_gateway")
    line = LineItem(subject, "EC2", "NAT", Decimal(730), "hour", Decimal("0.045"), "s", "2026", "high", "why")
    gap = Gap(subject, "S3", "storage", Standing.UNKNOWN_USAGE, "?")
    table = compare({"one": LineItems((line,)), "two": LineItems((line, line), (gap,))})
    frame = table.to_frame()
    assert frame["group"].tolist() == ["EC2", "S3", "total"]
    assert frame["two change (USD/month)"].tolist() == [Decimal("32.850"), Decimal(0), Decimal("32.850")]
    assert frame["is complete"].tolist() == [True, False, False]


def test_comparisons_that_mean_nothing_are_refused() -> None:
    """One cost alone, prices of different days, or an unknown grouping raise ValueError."""
    old, new = LineItems((), date="2025-01-01"), LineItems((), date="2026-01-01")
    with pytest.raises(ValueError, match="two costs"):
        compare({"old": old})
    with pytest.raises(ValueError, match="different days"):
        compare({"old": old, "new": new})
    with pytest.raises(ValueError, match="group by"):
        old.by("colour")


@pytest.mark.parametrize("value", [-1, "NaN", "Infinity", True, "a lot", None, "1e60", "1" * 41])
def test_what_is_not_a_quantity_is_refused(value: Any) -> None:
    """Usage takes finite numbers from 0 up, and nothing that would have to be rounded."""
    with pytest.raises(ValueError, match=r"nat_gateway\.gb_processed"):
        Usage.of({"nat_gateway": {"gb_processed": value}})


@pytest.mark.parametrize(("usd", "shown"), [("1234.565", "1,234.57"), ("0.004", "0.00"), ("-2.5", "-2.50")])
def test_money_is_rounded_when_shown(usd: str, shown: str) -> None:
    """Cents, half up, with thousands set apart."""
    assert usd_text(Decimal(usd)) == shown


def test_every_resource_type_has_a_tariff() -> None:
    """Each kind of resource is priced or free by name, and no tariff is for a kind that does not exist."""
    assert set(tariffs()) == set(types().by_kind)


def test_every_tariff_cites_aws() -> None:
    """Each tariff's docstring, and each reason for being free, names a page of AWS."""
    for kind, tariff in tariffs().items():
        text = tariff if isinstance(tariff, str) else tariff.__doc__ or ""
        assert "aws.amazon.com/" in text, kind
