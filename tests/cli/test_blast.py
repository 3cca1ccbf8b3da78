"""`innovate blast`."""

import json
from pathlib import Path

import pytest

from .support import FAULTY, INNOVATE, SOUND, line_of, run


def test_who_stops_with_the_reason() -> None:
    """The lost first, addresses below the scope, a count at the end."""
    result = run("blast", "-", "subnets.web", text=SOUND)
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "",
        "in accounts.shop.vpcs.main",
        "  lost  subnet    subnets.web    lost",
        "  down  instance  instances.web  placed in subnets.web",
        "",
        "1 lost  1 down",
    ]


def test_several_losses_at_once() -> None:
    """Each is counted as lost."""
    result = run("blast", "-", "subnets.web", "subnets.db", text=SOUND)
    assert result.output.splitlines()[-1] == "2 lost  1 down"


def test_each_account_has_its_part() -> None:
    """What is lost in one account and felt in another stands under both, each shortened."""
    result = run("blast", INNOVATE, "production.kms_keys.aurora")
    headings = [line for line in result.output.splitlines() if line.startswith("in ")]
    assert headings == ["in accounts.production", "in accounts.networking"]
    assert any(line.split()[:3] == ["lost", "kms_key", "kms_keys.aurora"] for line in result.output.splitlines())


def test_by_compromise() -> None:
    """The other mode: what is entered and what is exposed."""
    result = run("blast", INNOVATE, "production.deployments.worker", "--mode", "compromise")
    assert result.exit_code == 0
    assert "may read and change it (s3:GetObject, s3:PutObject)" in result.output
    assert "entered" in result.output.splitlines()[-1]


def test_json_holds_every_member() -> None:
    """Versioned; addresses in full."""
    report = json.loads(run("blast", "-", "subnets.web", "--format", "json", text=SOUND).stdout)
    assert report == {
        "version": 1,
        "members": [
            {
                "address": "accounts.shop.vpcs.main.subnets.web",
                "kind": "subnet",
                "state": "lost",
                "distance": 0,
                "reason": "lost",
            },
            {
                "address": "accounts.shop.vpcs.main.instances.web",
                "kind": "instance",
                "state": "down",
                "distance": 1,
                "reason": "placed in accounts.shop.vpcs.main.subnets.web",
            },
        ],
        "not_known": [],
        "not_followed": [],
    }


def test_what_is_not_known_stands_above_the_count() -> None:
    """In the text as in JSON."""
    text = run("blast", INNOVATE, "production.secrets.aurora-app", "--mode", "compromise")
    assert text.output.splitlines()[-4:] == [
        "not known",
        "  what the content of secrets.aurora-app gives access to",
        "",
        "1 entered",
    ]
    report = json.loads(
        run("blast", INNOVATE, "production.secrets.aurora-app", "--mode", "compromise", "--format", "json").stdout
    )
    assert report["not_known"] == ["what the content of accounts.production.secrets.aurora-app gives access to"]


def test_an_unknown_address_and_a_faulty_model() -> None:
    """Exit code 2 for both, with the reason on standard error."""
    unknown = run("blast", "-", "subnets.webb", text=SOUND)
    assert unknown.exit_code == 2
    assert "did you mean `accounts.shop.vpcs.main.subnets.web`" in unknown.stderr
    faulty = run("blast", "-", "subnets.web", text=FAULTY)
    assert (faulty.exit_code, faulty.stdout) == (2, "")


def test_under_a_scenario(tmp_path: Path) -> None:
    """An overlay that moves the instance changes who stops."""
    overlay = tmp_path / "moved.yaml"
    overlay.write_text("accounts: {shop: {vpcs: {main: {instances: {web: {subnet: db}}}}}}")
    result = run("blast", "-", "subnets.web", "--scenario", str(overlay), text=SOUND)
    assert result.output.splitlines()[-1] == "1 lost"


def test_zones_regions_and_accounts_may_be_lost() -> None:
    """By the names that people have for them."""
    for name in ("eu-central-1a", "zone eu-central-1a", "availability_zones.eu-central-1a"):
        assert run("blast", "-", name, text=SOUND).output.splitlines()[-1] == "1 lost  2 down"
    region = run("blast", "-", "eu-central-1", text=SOUND)
    assert "instances.web" in region.output
    account = run("blast", "-", "account shop", text=SOUND)
    assert account.output.splitlines()[-1] == "1 lost  8 down"
    unknown = run("blast", "-", "region eu-west-1", text=SOUND)
    assert unknown.exit_code == 2
    assert "nothing stands in a region `eu-west-1`; there are eu-central-1" in unknown.stderr


def test_any_k_of_several() -> None:
    """Each choice in a line, then who is down under one of them; JSON has every state."""
    result = run("blast", "-", "eu-central-1a", "eu-central-1b", "--any", "1", text=SOUND)
    lines = result.output.splitlines()
    assert lines[1:4] == [
        "any 1 of 2: 2 choices",
        "  2  down  0  degraded  availability_zones.eu-central-1a",
        "  1  down  0  degraded  availability_zones.eu-central-1b",
    ]
    assert any(
        "subnets.db" in line and line.endswith("when availability_zones.eu-central-1b is lost") for line in lines
    )
    report = json.loads(
        run("blast", "-", "subnets.web", "subnets.db", "--any", "2", "--format", "json", text=SOUND).stdout
    )
    assert report["any"] == 2
    assert report["choices"][0]["down"] == ["accounts.shop.vpcs.main.instances.web"]
    assert {worst["state"] for worst in report["worst"]} == {"lost", "down"}
    assert "nothing is down" in run("blast", "-", "instances.web", "--any", "1", text=SOUND).output
    too_many = run("blast", "-", "subnets.web", "--any", "2", text=SOUND)
    assert (too_many.exit_code, "2 of 1 cannot be lost" in too_many.stderr) == (2, True)


def test_why_shows_the_way_and_its_places() -> None:
    """The loss first, each step with file and line; nothing else. Of what is untouched it says so."""
    result = run("blast", "-", "eu-central-1a", "--why", "instances.web", text=SOUND)
    lines = [line.split() for line in result.output.splitlines()]
    assert lines[1] == ["why", "accounts.shop.vpcs.main.instances.web"]
    assert [line[:2] for line in lines[2:]] == [["1", "lost"], ["2", "down"], ["3", "down"]]
    assert lines[-1][-1].startswith(f"-:{line_of('instance_type')}:")
    assert "nothing happens to" in run("blast", "-", "eu-central-1a", "--why", "subnets.db", text=SOUND).output


def test_why_of_an_intruder_has_costs() -> None:
    """The sum at the top, what each kind of step costs below; JSON has the same."""
    args = ("blast", INNOVATE, "production.deployments.flask-api", "--mode", "compromise")
    result = run(*args, "--why", "production.secrets.aurora-app")
    assert "why secrets.aurora-app, cost 3, in accounts.production" in result.output
    assert (
        "a step costs: part 0, identity 1, trust 1, read 1, change 1, administer 2, host 2, session 4" in result.output
    )
    report = json.loads(run(*args, "--why", "production.aurora_clusters.main", "--format", "json").stdout)
    (chain,) = report["chains"]
    assert [(link["state"], link["cost"]) for link in chain["links"]] == [("entered", 0), ("exposed", 4)]
    assert (chain["links"][0]["place"] is None, chain["links"][1]["place"]) == (False, None)
    assert chain["links"][1]["after"] == [chain["links"][0]["address"]]


def test_choke_points() -> None:
    """What cuts two pairs or more, below the members."""
    args = ("blast", INNOVATE, "production.deployments.flask-api", "--mode", "compromise", "--choke-points")
    lines = run(*args).output.splitlines()
    start = lines.index("choke points between the entered and content (5 pairs)")
    assert lines[start + 1].split() == ["3", "resource", "iam_roles.api"]
    report = json.loads(run(*args, "--format", "json").stdout)
    assert report["choke_points"][0]["address"] == "accounts.production.iam_roles.api"
    assert len(report["choke_points"][0]["pairs"]) == 3
    alone = run("blast", "-", "instances.web", "--mode", "compromise", "--choke-points", text=SOUND)
    assert "none: no resource and no step cuts two pairs" in alone.output


@pytest.mark.parametrize("mode", ["failure", "compromise"])
def test_without_an_address_everything_is_ranked(mode: str) -> None:
    """The account first, which holds all of it."""
    lines = run("blast", "-", "--mode", mode, text=SOUND).output.splitlines()
    assert lines[2].split()[-1] == "accounts.shop"
    report = json.loads(run("blast", "-", "--mode", mode, "--format", "json", text=SOUND).stdout)
    assert report["ranks"][0]["address"] == "accounts.shop"
    assert len(report["ranks"]) == 12


@pytest.mark.parametrize(
    "args",
    [
        ("--any", "1"),
        ("--why", "instances.web"),
        ("--choke-points", "--mode", "compromise"),
        ("subnets.web", "--choke-points"),
        ("subnets.web", "--any", "1", "--why", "instances.web"),
        ("subnets.web", "--any", "1", "--mode", "compromise"),
    ],
)
def test_what_does_not_go_together_is_refused(args: tuple[str, ...]) -> None:
    """Exit code 2, with the reason."""
    result = run("blast", "-", *args, text=SOUND)
    assert (result.exit_code, result.stdout) == (2, "")
