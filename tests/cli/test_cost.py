"""`innovate cost`."""

import json
from decimal import Decimal

import pytest

from innovate_model.cli.commands.cost import GROUPS

from .support import FAULTY, INNOVATE, SOUND, run


def test_sums_by_account_and_what_is_not_in_them() -> None:
    """The groups, the total with the date of the prices, and the gaps by reason."""
    result = run("cost", INNOVATE)
    assert result.exit_code == 0
    assert "USD a month, by account" in result.output
    assert "production" in result.output
    assert "at the prices of " in result.output
    assert "not in the total" in result.output


@pytest.mark.parametrize("group", GROUPS)
def test_every_grouping_adds_up_to_the_same(group: str) -> None:
    """However the items are grouped, the largest group comes first and the total is the same line."""
    lines = run("cost", INNOVATE, "--by", group).output.splitlines()
    (total,) = [line for line in lines if "at the prices of" in line]
    assert total == next(line for line in run("cost", INNOVATE).output.splitlines() if "at the prices of" in line)


def test_items_carry_source_and_assumption() -> None:
    """Each line says where its price is from."""
    assert "AWS price list" in run("cost", INNOVATE, "--items").output


def test_json_adds_up() -> None:
    """The items, as decimal text, are the total."""
    report = json.loads(run("cost", INNOVATE, "--format", "json").stdout)
    total = sum((Decimal(item["usd_per_month"]) for item in report["items"]), Decimal())
    assert total == Decimal(report["total"]["usd_per_month"])
    assert report["total"]["is_at_least"] is True
    assert report["not_counted"]


def test_what_is_free_is_listed_with_its_reason() -> None:
    """A firewall that Shield Advanced pays for is in `--items` at 0.00 and in the JSON, not left out."""
    (line,) = [line for line in run("cost", INNOVATE, "--items").output.splitlines() if "wafv2_web_acl" in line]
    assert " 0.00 " in line
    assert "Shield Advanced covers" in line
    free = json.loads(run("cost", INNOVATE, "--format", "json").stdout)["free"]
    assert any("web_acl" in each["address"] and "Shield Advanced covers" in each["reason"] for each in free)


def test_a_model_with_faults_has_no_price() -> None:
    """Exit code 2; a wrong figure is worse than none."""
    result = run("cost", "-", text=FAULTY)
    assert (result.exit_code, result.stdout) == (2, "")


def test_one_resource_is_not_several() -> None:
    """The gaps are counted in good English."""
    assert "1 resources" not in run("cost", "-", text=SOUND).output
