"""Architectures side by side."""

from pathlib import Path

import pytest

from innovate_model import api

INNOVATE = api.load(Path(__file__).parents[2] / "models" / "innovate")
ONE_NAT = """
accounts: {production: {vpcs: {main: {
  nat_gateways: {egress: {per: null, subnet: public-a}},
}}}}
"""


def test_nothing_differs_from_itself() -> None:
    """The same architecture twice: totals, findings and cost, no kind, equal columns."""
    table = api.compare(INNOVATE, INNOVATE, names=("a", "b"))
    assert table.names == ("a", "b")
    assert [title for title, _ in table.rows] == ["resources", "errors", "warnings", "notes", "cost (USD/month)"]
    assert all(len(set(cells)) == 1 for _, cells in table.rows)
    assert table.rows[0][1][0] == str(len(INNOVATE))


def test_what_an_overlay_changes_stands_in_its_row() -> None:
    """One NAT gateway instead of three: two resources less, a finding more, and less to pay."""
    varied = INNOVATE.what_if(ONE_NAT)
    rows = dict(api.compare(INNOVATE, varied).rows)
    assert rows["resources"] == (str(len(INNOVATE)), str(len(INNOVATE) - 2))
    before, after = map(int, rows["  nat_gateway"])
    assert before - after == 2
    assert [title for title in rows if title.startswith("  ")] == ["  nat_gateway"]
    assert int(rows["warnings"][1]) > int(rows["warnings"][0])
    now, then = (float(cell.removeprefix("at least ").replace(",", "")) for cell in rows["cost (USD/month)"])
    assert now - then == pytest.approx(2 * (0.045 + 0.005) * 730, abs=0.02)


def test_the_frame_has_a_column_for_each() -> None:
    """As many as are compared, under their names."""
    frame = api.compare(INNOVATE, INNOVATE, INNOVATE).to_frame()
    assert list(frame.columns) == ["now", "what if 1", "what if 2"]
    assert frame.loc["resources", "now"] == str(len(INNOVATE))


def test_names_must_fit() -> None:
    """Two names for three architectures are a mistake."""
    with pytest.raises(ValueError, match="argument"):
        api.compare(INNOVATE, INNOVATE, INNOVATE, names=("a", "b"))
