"""`innovate cost`."""

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

from innovate_model.cli.commands.cost import GROUPS
from innovate_model.rendering._bill.csv import _cell

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
    groups = sum((Decimal(group["usd_per_month"]) for group in report["groups"].values()), Decimal())
    assert groups == total
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


def test_csv_adds_up() -> None:
    """One row for each line and each gap; the money is the total's."""
    rows = list(csv.DictReader(io.StringIO(run("cost", INNOVATE, "--format", "csv").stdout)))
    report = json.loads(run("cost", INNOVATE, "--format", "json").stdout)
    total = sum((Decimal(row["cost (USD/month)"]) for row in rows if row["standing"] == "priced"), Decimal())
    assert total == Decimal(report["total"]["usd_per_month"])
    assert len(rows) == len(report["items"]) + len(report["not_counted"])


def test_csv_holds_no_formula() -> None:
    """What a spreadsheet would carry out is text: a tag, a name, a reason that begins with a sign of arithmetic."""
    assert _cell("=1+1") == "'=1+1"
    assert _cell("-> internet") == "'-> internet"
    assert _cell("\x1b[31m") == r"\x1b[31m"
    assert _cell(None) == ""


def test_csv_has_numbers_that_people_read() -> None:
    """No eighty digits and no exponent; a price or a cent is as it was."""
    values = ("66.666666666666666666666", "0E-14", "1E+5", "0.0000166667", "-0.5", "12345678901234567890123456789.1234")
    expected = ["66.666666666667", "0", "100000", "0.0000166667", "'-0.5", "12345678901234567890123456789.1234"]
    assert [_cell(Decimal(value)) for value in values] == expected


def test_a_template_of_all_that_is_not_stated(tmp_path: Path) -> None:
    """Each line taken without its `#` is a usage that the model takes, and then nothing is not stated. What several
    lines of the bill ask of one resource is counted once."""
    template = run("cost", INNOVATE, "--usage-template").stdout
    assert re.search(r"node_hours_above_desired: 0 # .*; 11 of them", template)
    file = tmp_path / "usage.yaml"
    lines = [line.removeprefix("# ") for line in template.splitlines() if not line.startswith(("# What", "# Take"))]
    file.write_text("\n".join(lines), "utf-8")
    filled = run("cost", INNOVATE, "--usage", str(file))
    assert filled.exit_code == 0
    assert "usage not stated" in run("cost", INNOVATE).output
    assert "usage not stated" not in filled.output


SPOT = """
innovate: 1
organization: {title: Shop, region: us-east-1}
accounts:
  shop:
    account_id: "012345670121"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 8, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              one: GROUP
              two: GROUP
""".replace(
    "GROUP",
    "{capacity_type: SPOT, instance_types: [m5.large], subnets: app,"
    " scaling_config: {min_size: 1, desired_size: 1, max_size: 2}}",
)


def test_the_template_counts_resources_and_asks_how_often_spot_is_taken_away(tmp_path: Path) -> None:
    """Two groups whose nodes and volumes above the desired ones are measured as one; what is stated is not asked."""
    (tmp_path / "model.yaml").write_text(SPOT, "utf-8")
    lines = run("cost", str(tmp_path), "--usage-template").stdout.splitlines()
    assert lines[2:] == [
        "# eks_node_group:",
        "#   node_hours_above_desired: 0 # nodes above the desired ones, EBS volumes of nodes above; 2 of them",
        "#   percent_on_demand: 0 # m5.large nodes, Spot, nodes above the desired ones; 2 of them",
        "#   percent_run_again: 0 # m5.large nodes, Spot, nodes above the desired ones; 2 of them",
    ]
    (tmp_path / "usage.yaml").write_text("eks_node_group: {percent_on_demand: 5}\n", "utf-8")
    stated = run("cost", str(tmp_path), "--usage", str(tmp_path / "usage.yaml"), "--usage-template").stdout
    assert "percent_on_demand" not in stated
    assert "percent_run_again" in stated


def test_a_total_that_rests_on_a_moment_of_the_market_does_not_look_exact(tmp_path: Path) -> None:
    """Nothing is missing; the part of it that is likely only is told, and which lines have it."""
    (tmp_path / "model.yaml").write_text(SPOT, "utf-8")
    (tmp_path / "usage.yaml").write_text("eks_node_group: {node_hours_above_desired: 0}\n", "utf-8")
    found = run("cost", str(tmp_path), "--usage", str(tmp_path / "usage.yaml"), "--items").output
    assert "at least" not in found
    likely = 2 * 730 * Decimal("0.04366")
    why = "a moment of the market, derived, or one doubtful copy"
    assert f"\n  USD {likely:.2f} of it at prices of low confidence: {why}\n" in found
    (line,) = [line for line in found.splitlines() if "node_groups.one  m5.large nodes, Spot" in line]
    assert line.endswith(", low confidence]")


def test_what_was_stated_and_is_not_counted_says_why(tmp_path: Path) -> None:
    """A flow that the model does not let through, with both ends and the reason."""
    file = tmp_path / "usage.yaml"
    file.write_text("dev.lbs.api -> production.aurora_clusters.main: {gb_sent: 1}\n", "utf-8")
    told = run("cost", INNOVATE, "--usage", str(file)).output
    assert "dev.lbs.api -> production.aurora_clusters.main" in told
    assert "does not reach" in told


def test_one_usage_file_serves_both_storage_types(tmp_path: Path) -> None:
    """I/O requests of a cluster that pays nothing for them may be stated: they are free, and that is said."""
    scenario, file = tmp_path / "io.yaml", tmp_path / "usage.yaml"
    scenario.write_text(
        "accounts: {production: {vpcs: {main: {aurora_clusters: {main: {storage_type: aurora-iopt1}}}}}}\n", "utf-8"
    )
    file.write_text("production.aurora_clusters.main: {io_requests: 5000000}\n", "utf-8")
    standard = run("cost", INNOVATE, "--usage", str(file), "--items")
    optimized = run("cost", INNOVATE, "--usage", str(file), "--items", "--scenario", str(scenario))
    assert (standard.exit_code, optimized.exit_code) == (0, 0)
    assert "in which I/O requests are free" in optimized.output
    assert "in which I/O requests are free" not in standard.output


def test_by_the_hour() -> None:
    """The sums of a month of 730 hours, for each of them."""
    monthly = json.loads(run("cost", INNOVATE, "--format", "json").stdout)["total"]["usd_per_month"]
    hourly = f"USD {Decimal(monthly) / 730:,.4f} an hour, at the prices of"
    assert hourly in run("cost", INNOVATE, "--hourly").output


def test_by_a_tag_and_by_nothing_that_there_is() -> None:
    """A tag's values are groups; another word is refused with those that there are."""
    assert "USD a month, by tag:team" in run("cost", INNOVATE, "--by", "tag:team").output
    result = run("cost", INNOVATE, "--by", "colour")
    assert result.exit_code == 2
    assert "'colour' is not one of account, environment" in result.output


def test_without_commitments() -> None:
    """As if nothing had been bought in advance: the plan's money is gone, and what it paid for is on demand."""
    bought = run("cost", INNOVATE, "--by", "purchase").output
    assert "savings plan" in bought
    assert (
        "savings plan"
        not in run("cost", INNOVATE, "--by", "purchase", "--on-demand").output.split("not in the total")[0]
    )


def test_a_usage_file(tmp_path: Path) -> None:
    """What flows is added, connection by connection: 150 GB through three NAT gateways, 100 of them out."""
    file = tmp_path / "usage.yaml"
    file.write_text("production.node_groups.general -> internet: {gb_sent: 100, gb_received: 50}\n", "utf-8")
    before, after = (
        json.loads(run("cost", INNOVATE, "--format", "json", *more).stdout) for more in ((), ("--usage", str(file)))
    )
    lines = [item for item in after["items"] if item["address"].endswith("node_groups.general -> internet")]
    assert sorted((item["what"], item["quantity"]) for item in lines) == [
        *[("data processed by the NAT gateway", "50")] * 3,
        ("data transfer to the internet", "100"),
    ]
    more = Decimal(after["total"]["usd_per_month"]) - Decimal(before["total"]["usd_per_month"])
    assert more == 150 * Decimal("0.045") + 100 * Decimal("0.09")


def test_a_faulty_usage_file_ends_it(tmp_path: Path) -> None:
    """With the place of each fault, and no sum."""
    file = tmp_path / "usage.yaml"
    file.write_text("nat_gateway: {gb: 5}\n", "utf-8")
    result = run("cost", INNOVATE, "--usage", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{file}:1:15" in result.stderr
    assert "did you mean `gb_processed` or `gb_between_zones`?" in result.stderr


RATES = {
    "ec2.savings_plan.1y.no_upfront.m6i.xlarge": "0.14",
    "ec2.savings_plan.1y.no_upfront.m6i.large": "0.07",
    "ec2.savings_plan.1y.no_upfront.t3.medium": "0.03",
    "ec2.savings_plan.1y.no_upfront.t4g.medium": "0.024",
    "aurora_postgresql.reserved.1y.no_upfront.db.r6g.xlarge": "0.37",
    "elasticache.valkey.reserved.1y.no_upfront.cache.r6g.large": "0.115",
}
"""Invented ones, of all that Innovate Inc. has bought."""


def _prices(folder: Path, rates: dict[str, str]) -> str:
    file = folder / "rates.yaml"
    lines = (f"{id}: {{us-east-1: {{usd: {usd}, source: an offer, date: 2026-11-20}}}}\n" for id, usd in rates.items())
    file.write_text("".join(lines), "utf-8")
    return str(file)


def test_stated_rates_say_what_commitments_save(tmp_path: Path) -> None:
    """With all of them no price is unknown but that of Firehose in a VPC, and the bill can be compared with that on
    demand. By hand, a month of 730 hours: what the three database instances (0.37) and three cache nodes (0.115) cost
    reserved."""
    result = run("cost", INNOVATE, "--by", "purchase", "--prices", _prices(tmp_path, RATES))
    assert result.exit_code == 0
    (unknown,) = [line for line in result.output.splitlines() if "unknown price" in line]
    assert "Firehose delivery into a VPC" in unknown
    sums = {line.split("  ")[1]: line.split()[-1] for line in result.output.splitlines() if line.startswith("  re")}
    assert sums["reserved"] == f"{730 * (3 * Decimal('0.37') + 3 * Decimal('0.115')):,.2f}"
    assert not result.stderr


def test_a_stated_price_that_nothing_asks_for_is_told(tmp_path: Path) -> None:
    """A misspelt type is priced by nobody: that is said on standard error."""
    id = "ec2.savings_plan.1y.no_upfront.m6i.lagre"
    result = run("cost", INNOVATE, "--prices", _prices(tmp_path, {id: "0.07"}))
    assert result.stderr == f"note: nothing in this model is priced by `{id}` in us-east-1\n"


RESERVED = """
innovate: 1
organization: {title: Shop, region: us-east-1}
accounts:
  shop:
    account_id: "012345670121"
    reservations:
      base: {service: ec2, instance_type: m6i.xlarge, term_years: 1, payment_option: ALL_UPFRONT}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        instances: {one: {instance_type: m6i.large, subnet: app, root_volume_size_gb: 8}}
"""


def test_the_price_of_a_reservation_of_another_size_is_asked_for(tmp_path: Path) -> None:
    """It pays for a smaller one: the bill names the price that it lacks, and has it when it is stated."""
    (tmp_path / "model.yaml").write_text(RESERVED, "utf-8")
    id = "ec2.reserved_upfront.1y.all_upfront.m6i.xlarge"
    lacking = run("cost", str(tmp_path))
    row = f"  unknown price  m6i.large instance, reserved  1 resource  {id} in us-east-1\n"
    assert row in lacking.output
    stated = run("cost", str(tmp_path), "--prices", _prices(tmp_path, {id: "963.6"}))
    assert not stated.stderr
    assert "unknown price" not in stated.output


def test_faults_in_stated_prices_end_the_run(tmp_path: Path) -> None:
    """With the place, before any sum is made."""
    result = run("cost", INNOVATE, "--prices", _prices(tmp_path, {"alb.hours": "1"}))
    assert result.exit_code == 2
    assert not result.stdout
    assert "rates.yaml:1:1" in result.stderr
    assert "did you mean `alb.hour`" in result.stderr


def test_what_is_stated_of_a_kind_goes_before_a_demand(tmp_path: Path) -> None:
    """A measurement of each NAT gateway is not replaced by what the demand estimates of those in production."""
    file = tmp_path / "measured.yaml"
    file.write_text("nat_gateway: {gb_processed: 1000}\n", "utf-8")
    told = run("cost", INNOVATE, "--users", "50000", "--usage", str(file), "--format", "csv").stdout
    gigabytes = [
        Decimal(row["quantity"])
        for row in csv.DictReader(io.StringIO(told))
        if row["what"].startswith("data processed by the NAT")
    ]
    assert gigabytes
    assert set(gigabytes) == {Decimal(1000)}
