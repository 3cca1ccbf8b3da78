"""`innovate emulate`."""

import json

import pytest

from innovate_model.emulation import laboratory

from .support import CLEAN, FAULTY, INNOVATE, SOUND, run

WEB = SOUND.replace(
    "          web: {instance_type: t3.micro, subnet: web, security_groups: web}\n",
    "          web: {instance_type: t3.micro, subnet: web, security_groups: web, private_ip: 10.0.1.20}\n"
    "          db: {instance_type: t3.micro, subnet: db, security_groups: db, private_ip: 10.0.2.20}\n"
    "          bare: {instance_type: t3.micro, subnet: db}\n",
).replace(
    "        instances:\n",
    "          db: {ingress: {}, egress: {web: {ports: tcp/443, to: security_groups.web}}}\n        instances:\n",
)


@pytest.mark.kernel
def test_each_probe_is_a_line() -> None:
    """The outcome first; then the sum, and what is not mimicked."""
    probes = ("--probe", "instances.db", "instances.web", "tcp/443", "--probe", "internet", "instances.db", "tcp/80")
    result = run("emulate", "-", *probes, text=WEB)
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["open", "instances.db", "->", "instances.web", "tcp/443"] in lines
    assert ["blocked", "internet", "->", "instances.db", "tcp/80"] in lines
    assert "1 open, 1 blocked: 2 connections among 4 namespaces" in result.stdout
    assert "TCP and UDP are tried, ICMP is not" in result.stdout


@pytest.mark.kernel
def test_what_is_not_mimicked_has_its_reason() -> None:
    """An instance whose security group the model does not contain."""
    result = run(
        "emulate",
        "-",
        "--probe",
        "instances.db",
        "instances.bare",
        "tcp/443",
        text=WEB.replace("to: security_groups.web", "to: vpc"),
    )
    assert "  not mimicked  instances.db -> instances.bare  tcp/443" in result.stdout
    assert "why not\n  the security group of instances.bare is not in the model" in result.stdout


@pytest.mark.kernel
def test_without_a_probe_everything_is_tried_and_what_is_blocked_is_counted() -> None:
    """On the ports that the groups of the called one name."""
    result = run("emulate", "-", text=WEB)
    assert result.exit_code == 0
    assert "instances.db -> instances.web" in result.stdout.replace("accounts.shop.vpcs.main.", "")
    assert "blocked" not in [line.split()[0] for line in result.stdout.splitlines() if " -> " in line]
    assert " blocked" in result.stdout


@pytest.mark.kernel
def test_a_limit_is_told() -> None:
    """With how many questions are left."""
    result = run("emulate", "-", "--most", "2", text=WEB)
    assert result.exit_code == 0
    assert "further questions were left out" in result.stdout
    answer = json.loads(run("emulate", "-", "--most", "2", "--format", "json", text=WEB).stdout)
    assert answer["left_out"] > 0
    assert 0 < answer["connections"] <= 2


@pytest.mark.kernel
def test_json_has_every_session() -> None:
    """Versioned, with the addresses and ports of each."""
    asked = ("--probe", "instances.runner-a", "production.eks_clusters.main", "tcp/443")
    answer = json.loads(run("emulate", INNOVATE, *asked, "--format", "json").stdout)
    assert answer["version"] == 1
    (reply,) = answer["replies"]
    assert reply["outcome"] == "open"
    assert len(reply["sessions"]) == 3
    assert {session["outcome"] for session in reply["sessions"]} == {"open"}
    assert all(session["dialled"] and session["source_ports"] for session in reply["sessions"])


@pytest.mark.parametrize(
    ("text", "probe", "told"),
    [
        (WEB, ("instances.wbe", "instances.db", "tcp/443"), "did you mean"),
        (WEB, ("instances.web", "instances.db", "443"), "write tcp/443"),
        (WEB, ("kms_keys.main", "instances.db", "tcp/443"), "takes connections and opens none"),
        (FAULTY, ("internet", "instances.web", "tcp/443"), "has faults"),
    ],
)
def test_what_cannot_be_asked_ends_with_2(text: str, probe: tuple[str, str, str], told: str) -> None:
    """One sentence on standard error."""
    result = run("emulate", "-", "--probe", *probe, text=text)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


@pytest.mark.kernel
def test_a_model_without_a_network_has_nothing_to_try() -> None:
    """That is no fault."""
    result = run("emulate", "-", text=CLEAN)
    assert result.exit_code == 0
    assert "nothing to try" in result.stdout


def test_where_it_is_not_possible_the_mend_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the exit code is 2."""
    monkeypatch.setattr(laboratory, "PROGRAMS", {"no-such-program": "nftables"})
    result = run("emulate", "-", text=WEB)
    assert result.exit_code == 2
    assert result.stderr == (
        "error: there is no `no-such-program` on the path\n  = help: install it: apt-get install -y nftables\n"
    )
