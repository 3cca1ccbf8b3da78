"""A usage in a file: what it states, and where what it gets wrong stands."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.cost import Standing, Usage, cost
from innovate_model.analyses.cost.usage_file import read_usage, usage_in
from innovate_model.finding import Finding
from innovate_model.graph import Graph, build
from innovate_model.loader import load
from innovate_model.reading import parse

MODELS = Path(__file__).parents[2] / "models"
TEXT = """\
nat_gateway: {gb_processed: 300}
production.lbs.api:
  capacity_unit_hours: {quantity: 1460, reason: two units all month}
production.lbs.api -> internet: {gb_sent: 120, gb_received: 0.5}
"""


@cache
def graph() -> Graph:
    return build(load(MODELS / "innovate").model)


def usage(text: str) -> tuple[Usage, tuple[Finding, ...]]:
    return usage_in(parse(text, "usage.yaml"), graph())


def test_what_a_file_states(tmp_path: Path) -> None:
    """Kinds, resources by the end of their address, connections; each with its reason, or the file as its reason."""
    file = tmp_path / "usage.yaml"
    file.write_text(TEXT, "utf-8")
    found, faults = read_usage(file, graph())
    assert not faults
    balancer = "accounts.production.vpcs.main.lbs.api"
    stated = {key: (amount.quantity, amount.reason) for key, amount in found.amounts.items()}
    own = f"stated in {file}"
    assert stated == {
        ("nat_gateway", "gb_processed"): (Decimal(300), own),
        (balancer, "capacity_unit_hours"): (Decimal(1460), "two units all month"),
        ("production.lbs.api -> internet", "gb_sent"): (Decimal(120), own),
        ("production.lbs.api -> internet", "gb_received"): (Decimal("0.5"), own),
    }
    assert not [gap for gap in cost(graph(), usage=found).gaps if gap.standing is Standing.UNUSED_USAGE]


@pytest.mark.parametrize(
    ("text", "at", "message", "hint"),
    [
        ("nat_gatway: {gb_processed: 1}", "1:1", "there is no resource `nat_gatway`", "did you mean `nat_gateway`?"),
        ("nat_gateway: {gb: 1}", "1:15", "`gb` is not measured of nat_gateway", "did you mean `gb_processed` or"),
        (
            "nat_gateway: 300",
            "1:14",
            "`nat_gateway` must be a mapping of measures",
            "nat_gateway: {gb_processed: QUANTITY}",
        ),
        ("nat_gateway: {gb_processed: -1}", "1:29", "gb_processed: '-1' is not a quantity", "a number, 0 or more"),
        ("nat_gateway: {gb_processed: lots}", "1:29", "gb_processed: 'lots' is not a quantity", "a number, 0 or more"),
        (
            "nat_gateway: {gb_processed: [1]}",
            "1:15",
            "`gb_processed` must be a number, not a list",
            "gb_processed: 100",
        ),
        ("nat_gateway: {gb_processed: {amount: 1}}", "1:30", "`amount` is not part of an amount", "quantity"),
        ("nat_gateway: {gb_processed: {reason: x}}", "1:15", "`gb_processed` must be a number, not nothing", ""),
        ("nat_gateway: {gb_processed: {quantity: 1, reason: []}}", "1:43", "`reason` must be a text, not a list", ""),
        ("nowhere -> internet: {gb_sent: 1}", "1:1", "there is no resource `nowhere`", ""),
        ("internet -> production.lbs.api -> internet: {gb_sent: 1}", "1:1", "is no connection", "A -> B"),
        ("internet -> production.lbs.api: {gb: 1}", "1:34", "`gb` is not measured of", "`gb_sent`"),
        ("eks_node_group: {percent_on_demand: 101}", "1:37", "percent_on_demand: 101 is more than 100", ""),
        ("nat_gateway: {gb_processed: 1", "1:1", "", ""),
    ],
)
def test_faults_have_a_place(text: str, at: str, message: str, hint: str) -> None:
    """Each fault of the text says where it stands and what would mend it; the rest is read."""
    _, faults = usage(text)
    assert faults
    if message:
        (fault,) = faults
        assert (str(fault.span), message in fault.message) == (f"usage.yaml:{at}", True), fault
        assert hint in fault.suggestion


@given(st.text(alphabet="abn:{}[]-> ,\n\"'1.", max_size=60) | st.text(max_size=30))
def test_nothing_that_is_written_makes_it_raise(text: str) -> None:
    """Whatever stands in the file is a usage or a finding."""
    found, faults = usage(text)
    assert isinstance(found, Usage)
    assert all(fault.message for fault in faults)
