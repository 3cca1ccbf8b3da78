"""`innovate blast`."""

import json
from pathlib import Path

from .support import FAULTY, INNOVATE, SOUND, run


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
    assert "may read it (s3:GetObject)" in result.output
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
    assert run("blast", "-", text=SOUND).exit_code == 2


def test_under_a_scenario(tmp_path: Path) -> None:
    """An overlay that moves the instance changes who stops."""
    overlay = tmp_path / "moved.yaml"
    overlay.write_text("accounts: {shop: {vpcs: {main: {instances: {web: {subnet: db}}}}}}")
    result = run("blast", "-", "subnets.web", "--scenario", str(overlay), text=SOUND)
    assert result.output.splitlines()[-1] == "1 lost"
