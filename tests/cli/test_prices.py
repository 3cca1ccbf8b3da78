"""`innovate prices refresh`, against the list that the tests of the prices serve."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result

from innovate_model.prices import price_book

from ..prices.serving import Served, serving
from .support import FAULTY, ROOT, run

SHOP = """\
innovate: 1
organization: {title: Shop, region: eu-west-1}
accounts:
  shop:
    account_id: "012345670123"
    kms_keys: {main: {enable_key_rotation: yes}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        internet_gateways: {igw: {}}
        subnets: {web: {cidr_block: 10.0.1.0/24, availability_zone: a, map_public_ip_on_launch: yes}}
        nat_gateways: {egress: {subnet: web}}
        instances: {web: {instance_type: m6i.large, subnet: web}}
"""


def test_the_book_is_listed_with_its_sources() -> None:
    """By words of the id and by region; tiers with where each ends."""
    found = run("prices", "list", "nat_gateway", "hour", "--region", "us-east-1").output
    assert [line.split()[:4] for line in found.splitlines()[1:]] == [["nat_gateway.hour", "us-east-1", "0.045", "hour"]]
    assert "up to" in run("prices", "list", "transfer").output
    everything = run("prices", "list").output.splitlines()
    assert len(everything) == len(price_book().prices) + 1


def test_the_prices_of_a_region_are_listed() -> None:
    """A word is of the id or of the region."""
    rows = [line.split()[:2] for line in run("prices", "list", "eu-west-1", "nat").output.splitlines()[1:]]
    assert rows == [["nat_gateway.gb", "eu-west-1"], ["nat_gateway.hour", "eu-west-1"]]
    all_of_it = run("prices", "list", "eu-west-1").output.splitlines()[1:]
    assert len(all_of_it) == sum(region == "eu-west-1" for _, region in price_book().prices)


def test_no_price_is_no_empty_table() -> None:
    """It says so, and what would show them all."""
    result = run("prices", "list", "nat_gatewy")
    assert result.exit_code == 2
    assert "no price of the book has nat_gatewy in its id or region" in result.stderr


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Served]:
    """The list on a port of this machine, an empty cache, and an empty folder to be in."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with serving() as running:
        yield running


def refresh(served: Served, *args: str, text: str = SHOP) -> Result:
    return run("prices", "refresh", "-", "--list-url", served.address, *args, text=text)


def test_a_book_is_written_and_read(served: Served) -> None:
    """What was read, what was not and why; and the cost at the new prices, with their date."""
    served.instead["/offers/v1.0/aws/AmazonEC2/20260925174521/eu-west-1/index.json"] = (
        served.text("/offers/v1.0/aws/AmazonEC2/20260925174521/eu-west-1/index.json")
        .replace('"0.1070000000"', '"0.2000000000"')
        .encode()
    )
    result = refresh(served, "-o", "new.json")
    assert result.exit_code == 1
    assert "new.json: 5 prices read, as of " in result.stdout
    assert "kms.key" in result.stdout
    assert "2024-07-01" in result.stdout
    assert "the price list has no service awskms" in result.stdout
    assert "AmazonEC2, eu-west-1, version 20260925174521: from http://127.0.0.1" in result.stderr
    before = json.loads(run("cost", "-", "--format", "json", text=SHOP).stdout)
    after = json.loads(run("cost", "-", "--prices", "new.json", "--format", "json", text=SHOP).stdout)
    rate = {
        name: {item["what"]: item["usd_per_unit"] for item in report["items"]}
        for name, report in (("before", before), ("after", after))
    }
    assert rate["before"]["m6i.large instance"] == "0.107"
    assert rate["after"]["m6i.large instance"] == "0.2"
    assert after["date"] > before["date"]


def test_all_read_is_success(served: Served) -> None:
    """Exit code 0 where nothing keeps its old date; the second run reads the same file from the cache."""
    small = SHOP.replace("    kms_keys: {main: {enable_key_rotation: yes}}\n", "")
    small = small.replace(", map_public_ip_on_launch: yes", "").replace(
        "        nat_gateways: {egress: {subnet: web}}\n", ""
    )
    result = refresh(served, text=small)
    assert (result.exit_code, "not read" in result.stdout) == (0, False)
    assert Path("prices.json").is_file()
    again = refresh(served, "--prices", "prices.json", text=small)
    assert again.exit_code == 0
    assert "from http" not in again.stderr
    assert ".json.gz" in again.stderr


def test_commitments_come_with_the_machines(served: Served) -> None:
    """Savings Plans and reservations of the instance types of the model, those that the list has."""
    refresh(served, "--commitments")
    ids = {row["id"] for row in json.loads(Path("prices.json").read_text())["prices"]}
    assert "ec2.savings_plan.1y.no_upfront.m6i.large" in ids
    assert "ec2.reserved_upfront.3y.all_upfront.m6i.large" in ids
    assert "ec2.savings_plan.1y.partial_upfront.m6i.large" not in ids


@pytest.mark.parametrize(
    "cut", ["/offers/v1.0/aws/index.json", "/offers/v1.0/aws/AmazonEC2/20260925174521/eu-west-1/index.json"]
)
def test_a_broken_list_changes_nothing(served: Served, tmp_path: Path, cut: str) -> None:
    """Exit code 2, one message, the old file as it was and nothing beside it."""
    Path("prices.json").write_text("the old one")
    served.short[cut] = 100
    result = refresh(served)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("error: ") == 1
    assert "was cut off" in result.stderr
    assert "nothing was written" in result.stderr
    assert [file.name for file in Path().iterdir()] == ["prices.json"]
    assert Path("prices.json").read_text() == "the old one"
    assert not list((tmp_path / "cache").rglob("*EC2*/**/.*"))


def test_nothing_is_asked_for_what_is_wrong_already(served: Served) -> None:
    """A faulty model, a missing folder, a book that is none, a mirror for the API: told before any request."""
    assert refresh(served, text=FAULTY).exit_code == 2
    assert "there is no folder missing" in refresh(served, "-o", "missing/prices.json").stderr
    Path("none.json").write_text("{}")
    assert "none.json is no price book" in refresh(served, "--prices", "none.json").stderr
    assert "there is no lost.json" in run("cost", "-", "--prices", "lost.json", text=SHOP).stderr
    assert "--list-url" in refresh(served, "--via", "api").stderr
    assert served.asked == []


def test_help_loads_no_network() -> None:
    """Start-up pays for none of it."""
    script = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from innovate_model.cli.main import innovate\n"
        "assert CliRunner().invoke(innovate, ['prices', 'refresh', '--help']).exit_code == 0\n"
        "heavy = {'urllib.request', 'http.client', 'gzip', 'boto3', 'innovate_model.prices', 'pydantic'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout == "[]\n"
