"""What a text means among addresses: patterns, ends, families, and what a misspelt one may have meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.selecting import matching, near_selectors

ADDRESSES = (
    "accounts.dev",
    "accounts.dev.vpcs.main",
    "accounts.dev.vpcs.main.subnets.app-a",
    "accounts.dev.vpcs.main.subnets.app-b",
    "accounts.dev.vpcs.main.subnets.data-a",
    "accounts.dev.vpcs.main.nat_gateways.egress",
    "accounts.production",
    "accounts.production.vpcs.main",
    "accounts.production.vpcs.main.subnets.app-a",
    "accounts.production.vpcs.main.nat_gateways.egress-a",
    "accounts.production.vpcs.main.nat_gateways.egress-b",
    "accounts.production.vpcs.main.lbs.api",
    "accounts.production.vpcs.main.lbs.api.target_groups.api",
)


@pytest.mark.parametrize(
    ("pattern", "last"),
    [
        ("accounts.dev", ["accounts.dev"]),
        ("vpcs.main", ["accounts.dev.vpcs.main", "accounts.production.vpcs.main"]),
        ("accounts.*", ["accounts.dev", "accounts.production"]),
        ("accounts.*.vpcs.*", ["accounts.dev.vpcs.main", "accounts.production.vpcs.main"]),
        ("accounts.dev.*", []),  # a pattern is as deep as what it means
        ("accounts.dev.**.subnets.*", ["app-a", "app-b", "data-a"]),
        ("accounts.dev.**", ["accounts.dev", "main", "app-a", "app-b", "data-a", "egress"]),
        ("subnets.app", ["app-a", "app-b", "app-a"]),
        ("subnets.*-a", ["app-a", "data-a", "app-a"]),
        ("nat_gateways.egress", ["egress", "egress-a", "egress-b"]),  # single here, a family there
        ("lbs.api", ["accounts.production.vpcs.main.lbs.api"]),
        ("api", ["lbs.api", "target_groups.api"]),
        ("**", list(ADDRESSES)),
        ("main.subnets", []),
        ("", []),
        ("..", []),
        ("accounts", []),
    ],
)
def test_what_a_text_means(pattern: str, last: list[str]) -> None:
    """In the order of the addresses."""
    found = matching(ADDRESSES, pattern)
    assert len(found) == len(last), found
    assert all(address.endswith(end) for address, end in zip(found, last, strict=True))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("accounts.produktion.vpcs.*.subnets.app", "accounts.production.vpcs.*.subnets.app"),
        ("accounts.*.vpc.main", "accounts.*.vpcs.main"),
        ("accounts.dev.**.subnets.dat", "accounts.dev.**.subnets.data-a"),
        ("lbs.apo", "lbs.api"),
    ],
)
def test_what_a_misspelt_text_may_have_meant(wrong: str, right: str) -> None:
    """The first part that leads nowhere, corrected."""
    assert matching(ADDRESSES, wrong) == ()
    assert near_selectors(ADDRESSES, wrong)[0] == right


parts = st.sampled_from(["accounts", "dev", "vpcs", "main", "subnets", "app-a", "app", "*", "**", "a*", "x"])
patterns = st.lists(parts, min_size=1, max_size=7).map(".".join)


def _by_expression(address: str, pattern: str) -> bool:
    """The same as a regular expression, which is slower the more `**` there are."""
    words = [
        "(?:[^.]+\\.)*" if p == "**" else "[^.]*".join(map(re.escape, p.split("*"))) + r"\." for p in pattern.split(".")
    ]
    return re.fullmatch("(?:[^.]+\\.)*" + "".join(words), address + ".") is not None


@given(patterns)
def test_patterns_mean_what_regular_expressions_do(pattern: str) -> None:
    """But for families, which have no pattern."""
    expected = {address for address in ADDRESSES if _by_expression(address, pattern)}
    found = set(matching(ADDRESSES, pattern))
    assert expected <= found
    assert all(address[:-2].endswith(pattern.rpartition(".")[2].replace("*", "")) for address in found - expected)


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    """With addresses, or with words that lead to some."""
    for near in () if matching(ADDRESSES, text) else near_selectors(ADDRESSES, text):
        assert matching(ADDRESSES, near)
