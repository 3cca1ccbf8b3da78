"""Reviews: which practices have a rhythm, and how long it may be."""

import pytest

from .support import Planted, expect

CHECK = "reviews-recur"
PLANTED = Planted("organization.practices.cost-review.interval_days", "400")
MODEL = """\
organization:
  title: Example
  region: us-east-1
  practices:
    it: {type: KIND, interval_days: DAYS}
accounts: {a: {account_id: "111111111111"}}
"""


@pytest.mark.parametrize(
    ("kind", "days", "is_told"),
    [
        ("cost_review", 92, False),
        ("cost_review", 93, True),
        ("well_architected_review", 365, False),
        ("sustainability_review", 366, True),
        ("threat_modelling", 1000, False),
        ("penetration_test", 1000, False),
    ],
)
def test_the_longest_interval(kind: str, days: int, is_told: bool) -> None:
    """A quarter for costs, a year for the others; what is no review has no rhythm to keep."""
    column = MODEL.splitlines()[4].replace("KIND", kind).index("DAYS") + 1
    places = [(5, column, f"{days} days lie between")] if is_told else []
    expect(CHECK, MODEL.replace("KIND", kind).replace("DAYS", str(days)), *places)
