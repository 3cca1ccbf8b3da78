"""`innovate capacity`, and the demand of `innovate cost`."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from innovate_model import load
from innovate_model.analyses.capacity import capacity
from innovate_model.analyses.capacity.demand_file import parse_demand
from innovate_model.analyses.capacity.load import load as load_of
from innovate_model.analyses.capacity.usage import Untold, amounts

from .support import FAULTY, INNOVATE, SOUND, run

POINT = "demand: {users_per_day: {mid: 500, reason: counted}, peak_factor: {mid: 2, reason: counted}}"


def test_limits_in_order_and_what_to_change_first() -> None:
    """The table, what is not known, and the first limit with the place that sets it."""
    result = run("capacity", INNOVATE, "--users", "500")
    assert result.exit_code == 0
    assert "limits in the busiest minute, 500 users a day, in accounts.production" in result.output
    order = [line.split()[-1] for line in result.output.splitlines() if "flask-api" in line and "cores" in line]
    assert order[0] == "75,445"
    assert "not known" in result.output
    assert "`vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api` saturates first" in result.output
    assert "production.yaml:55:" in result.output
    assert "what holds" not in result.output


def test_what_holds_more_users_than_it_does() -> None:
    """Every attribute that is too small, and how much is left that none lifts."""
    result = run("capacity", INNOVATE, "--users", "5000000")
    assert "what holds 5,000,000 users a day" in result.output
    assert "replicas.max` (" in result.output
    assert "30 -> 1510 holds 5,000,000 users a day" in result.output
    _, _, left = result.output.partition("not lifted by a value that is written")
    lines = [" ".join(line.split()) for line in left.splitlines()[1:]]
    assert lines[:3] == [
        "vpcs.main.aurora_clusters.main connections 17,060 of 3,479 connections "
        "smaller pools, or an RDS Proxy, over which many pods share few connections",
        "vpcs.main.lbs.api targets 1,510 of 1,000 targets AWS raises the quota on request",
        "vpcs.main.subnets.app-a addresses 4,886 of 4,091 addresses "
        "larger or further `subnets` for its node groups, out of another block of the VPC where this one is full",
    ]


def test_json_says_the_same() -> None:
    """Versioned; every limit with its source."""
    report = json.loads(run("capacity", INNOVATE, "--users", "5e6", "--format", "json").stdout)
    assert (report["version"], report["users_per_day"]) == (1, 5_000_000)
    first = report["limits"][0]
    assert first["limit"] == "processor time"
    assert first["saturates_at_users_per_day"] == 75_445
    assert all(limit["source"] and limit["because"] for limit in report["limits"])
    assert {item["limit"] for item in report["not_known"]} == {"pods", "work"}
    assert report["change"]["path"][-2:] == ["replicas", "max"]
    assert "worlds" not in report


def test_worlds_have_bands_dates_and_influences() -> None:
    """Three percentiles for each month, and months for each limit."""
    result = run("capacity", INNOVATE, "--worlds", "50", "--months", "5")
    assert "USD a month in 50 worlds" in result.output
    assert "when limits are met" in result.output
    assert "estimates that decide the last month's cost" in result.output
    worlds = json.loads(run("capacity", INNOVATE, "--worlds", "50", "--months", "5", "--format", "json").stdout)[
        "worlds"
    ]
    assert len(worlds["usd_per_month"]) == 5
    assert all(low <= mid <= high for low, mid, high in worlds["usd_per_month"])
    assert all(len(limit["months"]) == 3 for limit in worlds["met"])
    assert worlds["decide_the_last_cost"]


def test_noise_decides_nothing() -> None:
    """Where no world meets a limit its month is the same in each; and of two worlds nothing can be told."""
    few = run("capacity", INNOVATE, "--users", "5", "--worlds", "50", "--months", "2").output
    assert "it is the same in every world" in few.partition("the first limit's month")[2]
    assert "none more than chance would in 2 worlds" in run("capacity", INNOVATE, "--worlds", "2").output


def test_one_world_has_no_influences() -> None:
    """A correlation needs two."""
    result = run("capacity", INNOVATE, "--worlds", "1", "--months", "1")
    assert result.exit_code == 0
    assert "estimates that decide" not in result.output


def test_a_demand_of_ones_own(tmp_path: Path) -> None:
    """A file anywhere; what it does not state is not known."""
    file = tmp_path / "mine.yaml"
    file.write_text(POINT)
    result = run("capacity", INNOVATE, "--demand", str(file))
    assert result.exit_code == 0
    assert "the demand does not state `sessions_per_user`" in result.output


def test_a_scenario_holds_more() -> None:
    """Under an overlay."""
    folder = Path(INNOVATE) / "scenarios" / "multi-region.yaml"
    assert run("capacity", INNOVATE, "--scenario", str(folder)).exit_code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("demand: {users_per_day: {low: 2, mid: 1, high: 3, reason: x}}", "2, 1, 3: low <= mid <= high"),
        ("demand: {users_per_day: 5}", "{low: .., mid: .., high: .., reason: ..}"),
        ("nothing: 1", "holds one mapping, `demand`"),
    ],
)
def test_a_demand_that_is_none(tmp_path: Path, text: str, message: str) -> None:
    """Told at its place on standard error; exit code 2."""
    file = tmp_path / "demand.yaml"
    file.write_text(text)
    result = run("capacity", INNOVATE, "--demand", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_there_is_no_demand(tmp_path: Path) -> None:
    """Neither named nor beside the model."""
    (tmp_path / "model.yaml").write_text(SOUND)
    result = run("capacity", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a demand.yaml beside the model" in result.stderr


@pytest.mark.parametrize("users", ["-1", "nan", "1e11"])
def test_no_number_of_users(users: str) -> None:
    """Refused."""
    result = run("capacity", INNOVATE, "--users", users)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_model_with_faults_has_no_capacity() -> None:
    """Exit code 2."""
    assert run("capacity", "-", text=FAULTY).exit_code == 2


def test_a_template_of_all_that_is_asked_for() -> None:
    """Filled in it is a demand under which no estimate is missing, and less any one of its lines something is."""
    template = run("capacity", INNOVATE, "--demand-template").stdout
    lines = template.splitlines()
    assert lines[3:5] == [
        "  # Different people who come on a day.",
        "  users_per_day: {low: , mid: , high: , reason: }",
    ]
    assert "  # Of the reads, those that the cache answers.\n  cache_hit: {" in template
    filled = template.replace("low: , mid: , high: , reason: ", "mid: 1, reason: a guess")
    assert "does not state" not in _told(filled)
    for name in ("cache_hit", "peak_factor", "database_kb_per_user"):
        rest = "\n".join(line for line in filled.splitlines() if not line.startswith(f"  {name}:"))
        assert f"the demand does not state `{name}`" in _told(rest)


def test_an_empty_template_is_no_demand(tmp_path: Path) -> None:
    """Its first line that is not filled in is told with its place."""
    file = tmp_path / "demand.yaml"
    file.write_text(run("capacity", INNOVATE, "--demand-template").stdout, "utf-8")
    result = run("capacity", INNOVATE, "--demand", str(file))
    assert result.exit_code == 2
    assert "demand.yaml:5:" in result.stderr


def _told(text: str) -> str:
    """What limits and amounts say that are not known under a demand."""
    demand = parse_demand(text)
    graph = load(INNOVATE).graph
    unknown = [item.missing for item in capacity(graph, demand).unknown]
    untold = [amount.reason for _, amount in amounts(graph, load_of(demand)) if isinstance(amount, Untold)]
    return "\n".join((*unknown, *untold))


def test_users_alone_are_a_demand(tmp_path: Path) -> None:
    """As the manual says: what does not follow from them is not known, and is said to be."""
    file = tmp_path / "mine.yaml"
    file.write_text("demand: {users_per_day: {mid: 500, reason: counted}}")
    result = run("capacity", INNOVATE, "--demand", str(file))
    assert result.exit_code == 0
    assert "How much of the work of requests can be done is not known." in result.output
    assert "the demand does not state `sessions_per_user`" in result.output


def test_a_model_that_nobody_uses(tmp_path: Path) -> None:
    """The question has no answer, and what gives it one is named; the bill says that it counts nothing of it."""
    (tmp_path / "model.yaml").write_text(SOUND)
    (tmp_path / "demand.yaml").write_text(POINT)
    result = run("capacity", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the demand reaches no application: the model has no application" in result.stderr
    assert "entry: vpcs.main.lbs.web" in result.stderr
    bill = run("cost", str(tmp_path), "--users", "500")
    assert bill.exit_code == 0
    assert "note: the demand reaches no application, and the bill counts none of it" in bill.stderr


def test_growth_that_is_not_stated(tmp_path: Path) -> None:
    """Worlds of later months need it."""
    file = tmp_path / "mine.yaml"
    file.write_text(POINT)
    arguments = ("capacity", INNOVATE, "--demand", str(file), "--worlds", "3", "--months")
    assert run(*arguments, "2").exit_code == 2
    assert run(*arguments, "1").exit_code == 0


def test_cost_counts_what_users_ask_for() -> None:
    """Only where asked: 5,000,000 users cost more than the architecture alone, and what may not run is told."""
    bills = [json.loads(run("cost", INNOVATE, "--format", "json", *more).stdout) for more in
             ((), ("--users", "500"), ("--users", "5000000"))]  # fmt: skip
    totals = [Decimal(bill["total"]["usd_per_month"]) for bill in bills]
    assert totals == sorted(set(totals))
    assert "20 limits are too little for this demand" in run("cost", INNOVATE, "--users", "5000000").stderr
    assert run("cost", INNOVATE, "--users", "500").stderr == ""
