"""`innovate compare`."""

import json
from pathlib import Path

import pytest

from innovate_model import api
from innovate_model.analyses import comparison
from innovate_model.analyses.capacity import capacity, parse_demand, usage_of
from innovate_model.cli.commands import compare

from .support import FAULTY, SOUND, run

DEMAND = "demand: {users_per_day: {mid: 100, reason: test}, peak_factor: {mid: 2, reason: test}}\n"
OPEN = """\
accounts: {shop: {vpcs: {main: {security_groups: {web: {ingress: {https: {from: 0.0.0.0/0}}}}}}}}
properties:
  closed: {never: {from: internet, to: accounts.shop.vpcs.main.instances.web}, because: test}
"""
SHOP = SOUND.replace("subnet: web, ", "subnet: web, associate_public_ip_address: yes, ")
TWO = (
    "accounts: {shop: {vpcs: {main: {instances: {two: {instance_type: m6i.large, subnet: db, security_groups: web}}}}}}"
)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model, two scenarios of it and a demand, in the working folder."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"model": SHOP, "open": OPEN, "two": TWO, "asked": DEMAND}.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def test_a_scenario_is_a_column(shop: Path) -> None:
    """Not laid over one another: the second has nothing of the first. Without a demand there is no capacity."""
    found = run("compare", ".", "--scenario", "open.yaml", "--scenario", "two.yaml")
    assert found.exit_code == 0
    rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in found.output.splitlines()]
    assert rows[0] == ["as it is", "open.yaml", "two.yaml"]
    assert ["broken promises", "0", "1", "0"] in rows
    assert ["closed", "not made", "broken", "not made"] in rows
    assert ["instance", "1", "1", "2"] in rows
    assert "demand" not in found.output


def test_json_says_what_the_analyses_say(shop: Path) -> None:
    """Every number, under another number of users than the file says."""
    args = ("--scenario", "two.yaml", "--demand", "asked.yaml", "--users", "7", "--service", "instances.web")
    document = json.loads(run("compare", ".", *args, "--format", "json").stdout)
    base = api.load(shop)
    demand = parse_demand(DEMAND).with_users(7)
    for column, each in zip(document["compared"], (base, base.what_if(shop / "two.yaml")), strict=True):
        assert sum(column["resources"].values()) == len(each)
        assert [one["check"] for one in column["findings"]] == [one.check for one in each.check()]
        total = each.cost(usage_of(each.graph, demand)).total
        assert column["cost"]["usd_per_month"] == str(total.monthly_usd)
        assert column["cost"]["is_at_least"] is total.is_at_least
        held = capacity(each.graph, demand)
        assert column["capacity"]["users_per_day"] == held.users == 7
        assert column["capacity"]["sentence"] == held.sentence
        (service,) = each.resilience("accounts.shop.vpcs.main.instances.web", most=1).services
        assert column["availability"][0]["availability"]["low"] == float(service.availability.low)
        assert column["availability"][0]["single_points"] == list(service.single_points)


def test_parts_are_chosen(shop: Path) -> None:
    """Only what is asked for is there, and what there is to ask for is what can be compared."""
    found = run("compare", ".", "--only", "cost", "--format", "json")
    assert set(json.loads(found.stdout)["compared"][0]) == {"name", "cost"}
    assert compare.PARTS == comparison.PARTS


def test_a_demand_beside_the_model_is_taken(shop: Path) -> None:
    """Without an option."""
    (shop / "demand.yaml").write_text(DEMAND, "utf-8")
    assert "demand (users/day)" in run("compare", ".", "--only", "capacity").output


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--scenario", "nowhere.yaml"), "there is no nowhere.yaml"),
        (("--demand", "nowhere.yaml"), "there is no nowhere.yaml"),
        (("--users", "7"), "say what users ask for: --demand FILE"),
        (("--only", "capacity"), "there is no demand"),
        (("--service", "nothing"), "nothing"),
        (("--demand", "asked.yaml", "--users", "-1"), "is not in the range"),
        (("--demand", "wrong.yaml"), "`users` is no part of a demand"),
        (("--scenario", "broken.yaml"), ". under broken.yaml has faults"),
    ],
)
def test_what_cannot_be_compared(args: tuple[str, ...], message: str, shop: Path) -> None:
    """Exit code 2, and why, on standard error."""
    (shop / "wrong.yaml").write_text("demand: {users: 7}")
    (shop / "broken.yaml").write_text("accounts: {shop: {vpcs: {main: {cidr_block: 10.0.0.0/99}}}}")
    found = run("compare", ".", *args)
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr


def test_a_faulty_model_is_not_compared(tmp_path: Path) -> None:
    """The fault is told."""
    (tmp_path / "model.yaml").write_text(FAULTY, "utf-8")
    found = run("compare", str(tmp_path))
    assert (found.exit_code, found.stdout) == (2, "")
    assert "pubilc" in found.stderr
