"""Architectures side by side."""

import re
from pathlib import Path

import pytest

import innovate_model as im
from innovate_model import api
from innovate_model.analyses import comparison
from innovate_model.analyses.capacity import capacity, read_demand, usage_of
from innovate_model.analyses.comparison import PARTS
from innovate_model.analyses.cost import ON_DEMAND, Usage

FOLDER = Path(__file__).parents[2] / "models" / "innovate"
INNOVATE = api.load(FOLDER)
DEMAND = read_demand(FOLDER / "demand.yaml").with_users(50_000)
API = "accounts.production.applications.api"
ONE_NAT = """
accounts: {production: {vpcs: {main: {
  nat_gateways: {egress: {per: null, subnet: public-a}},
}}}}
"""


def test_nothing_differs_from_itself() -> None:
    """The same architecture twice: equal columns, and no kind of resources or promise, as none differs."""
    table = im.compare(INNOVATE, INNOVATE, names=("a", "b"), demand=DEMAND)
    assert table.names == ("a", "b")
    assert all(len(set(cells)) == 1 for _, cells in table.rows)
    assert table.rows[0] == ("resources", (str(len(INNOVATE)),) * 2)
    assert len(dict(table.rows)) == len(table.rows)
    kinds, promises = {each.kind for each in INNOVATE}, {promise.name for promise in INNOVATE.properties()}
    assert not [title for title, _ in table.rows if title.strip() in kinds | promises]


def test_every_number_is_that_of_the_single_analysis() -> None:
    """Cost under the demand, capacity, availability, findings, promises: as each says by itself."""
    varied = INNOVATE.what_if(ONE_NAT)
    found = im.compare(INNOVATE, varied, demand=DEMAND, services=("production.applications.api",))
    for column, each in zip(found.compared, (INNOVATE, varied), strict=True):
        assert column.cost == each.cost(usage_of(each.graph, DEMAND))
        assert column.capacity is not None
        assert column.capacity.table() == capacity(each.graph, DEMAND).table()
        assert column.services == each.resilience(API, most=1).services
        assert column.findings == tuple(each.check())
        assert column.verdicts == {proof.name: str(proof.verdict) for proof in each.prove()}
    assert found.compared[1].broken == ("a-zone-leaves-by-itself",)
    rows = dict(found.rows)
    assert rows["broken promises"] == ("0", "1")
    assert rows["  a-zone-leaves-by-itself"] == ("holds", "broken")
    assert rows["demand (users/day)"] == ("50,000", "50,000")
    up = [each.resilience(API, most=1).services[0] for each in (INNOVATE, varied)]
    assert rows[f"availability of {API} (%)"] == tuple(str(one.availability).replace(" %", "") for one in up)
    assert rows[f"single points of {API}"] == tuple(str(len(one.single_points)) for one in up)


def test_availabilities_of_which_not_the_same_is_known_are_not_comparable() -> None:
    """Nodes on Spot have no figure, and would look better; those on demand everywhere are as comparable as before."""
    group = {"node_groups": {"general": {"capacity_type": "SPOT"}}}
    spot = {"accounts": {"production": {"vpcs": {"main": {"eks_clusters": {"main": group}}}}}}
    rows = im.compare(INNOVATE, INNOVATE.what_if(spot), services=(API,), parts=("availability",)).rows
    (told,) = [cells for title, cells in rows if title == "  comparable with the first"]
    general = INNOVATE.find("production.node_groups.general")
    assert told == ("yes", f"no: {general} without a figure in one of them")
    same = im.compare(INNOVATE, INNOVATE.what_if(ONE_NAT), services=(API,), parts=("availability",)).rows
    assert "  comparable with the first" not in dict(same)


@pytest.mark.parametrize("part", PARTS)
def test_what_is_not_asked_for_is_not_worked_out(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One part alone: the analyses of all others would raise."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("nobody asked for it")

    workers = {"capacity": "_held", "availability": "_resilient", "resources": "_kinds"}
    for other, name in workers.items():
        if other != part:
            monkeypatch.setattr(comparison, name, never)
    if part != "cost":
        monkeypatch.setattr(api.Architecture, "cost", never)
    if part not in {"findings", "promises"}:
        monkeypatch.setattr(api.Architecture, "judgement", never)
    (column,) = im.compare(INNOVATE, names=("it",), demand=DEMAND, parts=(part,)).compared
    values = {
        "resources": column.kinds,
        "findings": column.findings,
        "promises": column.verdicts,
        "cost": column.cost,
        "capacity": column.capacity,
        "availability": column.services,
    }
    assert [name for name, value in values.items() if value is not None] == [part]


def test_a_part_that_does_not_exist_is_refused() -> None:
    """With those that do."""
    with pytest.raises(ValueError, match="`price` cannot be compared: resources, findings"):
        im.compare(INNOVATE, parts=("price",))


def test_a_promise_that_a_scenario_takes_back_is_not_made() -> None:
    """It neither holds nor is broken there."""
    without = INNOVATE.what_if({"properties": {"a-zone-leaves-by-itself": None}})
    rows = dict(im.compare(INNOVATE, without, parts=("promises",)).rows)
    assert rows == {"broken promises": ("0", "0"), "  a-zone-leaves-by-itself": ("holds", "not made")}


def test_what_an_overlay_changes_stands_in_its_row() -> None:
    """One NAT gateway instead of three: two resources less, a finding more, and less to pay."""
    varied = INNOVATE.what_if(ONE_NAT)
    rows = dict(im.compare(INNOVATE, varied).rows)
    assert rows["resources"] == (str(len(INNOVATE)), str(len(INNOVATE) - 2))
    before, after = map(int, rows["  nat_gateway"])
    assert before - after == 2
    assert "  nat_gateway" in rows
    assert "  vpc" not in rows
    assert int(rows["warnings"][1]) > int(rows["warnings"][0])
    now, then = (float(cell.removeprefix("at least ").replace(",", "")) for cell in rows["cost (USD/month)"])
    assert now - then == pytest.approx(2 * (0.045 + 0.005) * 730, abs=0.02)


def test_the_frame_has_a_column_for_each() -> None:
    """As many as are compared, under their names."""
    frame = im.compare(INNOVATE, INNOVATE, INNOVATE).to_frame()
    assert list(frame.columns) == ["now", "what if 1", "what if 2"]
    assert frame.loc["resources", "now"] == str(len(INNOVATE))


def test_names_must_fit() -> None:
    """Two names for three architectures are a mistake."""
    with pytest.raises(ValueError, match="argument"):
        im.compare(INNOVATE, INNOVATE, INNOVATE, names=("a", "b"))


def test_costs_that_lack_different_prices_are_not_compared() -> None:
    """A cluster in a region that the book knows less of costs less only because nobody knows what it costs."""
    assert "  comparable with the first" not in dict(im.compare(INNOVATE, INNOVATE, parts=("cost",)).rows)
    there = INNOVATE.what_if(FOLDER / "scenarios" / "multi-region.yaml")
    rows = dict(im.compare(INNOVATE, there, parts=("cost",)).rows)
    first, second = rows["  comparable with the first"]
    assert first == "yes"
    assert re.fullmatch(r"no: Aurora db.r6g.xlarge instance and \d+ more without a price in one of them", second)
    less, more = map(int, rows["  without a price (amounts)"])
    assert less < more


def test_usage_and_terms_are_those_of_a_bill() -> None:
    """Each column is the bill that `cost` gives."""
    usage = Usage.of({"nat_gateway": {"gb_processed": 100}})
    (column,) = im.compare(INNOVATE, names=("it",), parts=("cost",), usage=usage, terms=ON_DEMAND).compared
    assert column.cost == INNOVATE.cost(usage, terms=ON_DEMAND)
