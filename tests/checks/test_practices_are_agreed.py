"""Practices: when they are asked for."""

from .support import Planted, expect

CHECK = "practices-are-agreed"
PLANTED = Planted("organization.practices.cost-review", "null", found_at="organization.practices")
MODEL = """\
organization:
  title: Example
  region: us-east-1
  practices: {costs: {type: cost_review, interval_days: 30}}
accounts: {a: {account_id: "111111111111", environment: ENVIRONMENT}}
"""


def test_what_is_missing_is_told_one_by_one() -> None:
    """Four of five."""
    places = [(4, 3, f"nobody has agreed on a {what}") for what in ("change", "penetration", "sustain", "well")]
    expect(CHECK, MODEL.replace("ENVIRONMENT", "production"), *places)


def test_without_production_or_practices() -> None:
    """Neither an experiment nor a sketch has reviews."""
    expect(CHECK, MODEL.replace("ENVIRONMENT", "dev"))
    practices = "  practices: {costs: {type: cost_review, interval_days: 30}}\n"
    expect(CHECK, MODEL.replace("ENVIRONMENT", "production").replace(practices, ""))
