"""What notebooks ask: capacity, usage, worlds and cost of an architecture under a demand."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import innovate_model as im
from innovate_model.analyses.capacity import usage_of
from innovate_model.analyses.cost import Usage

from .capacity_models import POINTS, SHOP, demand_of

DATA = {name: {"mid": value, "reason": "given"} for name, value in POINTS.items()}


def test_a_demand_a_file_or_its_data(tmp_path: Path) -> None:
    """Three ways to say the same."""
    shop = im.load_text(SHOP)
    file = tmp_path / "demand.yaml"
    lines = [f"  {name}: {{mid: {value}, reason: given}}" for name, value in POINTS.items()]
    file.write_text("\n".join(["demand:", *lines]))
    answers = {shop.capacity(asked).sentence for asked in (demand_of(), DATA, file, str(file))}
    assert len(answers) == 1
    assert isinstance(demand_of(), im.Demand)


def test_cost_under_a_demand_is_that_of_its_usage() -> None:
    """What is stated beside it is billed, too, and goes before what the demand tells of the same resource."""
    shop = im.load_text(SHOP)
    told = usage_of(shop.graph, demand_of())
    assert shop.cost(demand=DATA).total == shop.cost(told).total
    assert shop.cost(demand=DATA).total.monthly_usd > shop.cost().total.monthly_usd
    database = "accounts.shop.vpcs.main.aurora_clusters.main"
    stated = Usage.of({database: {"io_requests": 0, "gb_of_backups_over_cluster_size": 100}})
    bill = shop.cost(stated, DATA)
    quantities = {item.what: item.quantity for item in bill.items if item.subject.address == database}
    assert quantities["Aurora I/O requests"] == 0
    assert quantities["Aurora backup storage"] == 100
    assert quantities["Aurora storage"] == Decimal("843.75")


def test_worlds_and_months() -> None:
    """A later month has more users."""
    shop = im.load_text(SHOP)
    assert shop.worlds(DATA, months=2, count=3).usd.shape == (2, 3)
    assert shop.capacity(DATA, month=1).users == 1.5 * shop.capacity(DATA).users


def test_tables_have_units_and_say_what_is_not_known() -> None:
    """As DataFrame and as HTML."""
    found = im.load_text(SHOP).capacity(demand_of("connection_seconds", "external_call_seconds"))
    frame = found.to_frame()
    assert list(frame.columns)[-3:] == ["used (%)", "saturates at (users/day)", "why"]
    assert len(frame) == len(found.uses) + len(found.unknown)
    assert "does not state `external_call_seconds`" in found._repr_html_()
