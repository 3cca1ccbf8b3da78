"""`innovate reach`."""

import json
import re

import pytest

from .support import FAULTY, INNOVATE, SOUND, run

BLOCKED = ("reach", "-", "--from", "internet", "--to", "instances.web")
OPEN = ("reach", INNOVATE, "--from", "production.deployments.flask-api", "--to", "production.aurora_clusters.main")


def test_an_open_way_is_told_hop_by_hop() -> None:
    """The verdict first, then both ways, each hop with its line."""
    result = run(*OPEN)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].endswith("aurora_clusters.main: reachable")
    assert any(line.startswith("the way there, in accounts.production.vpcs.main") for line in lines)
    assert any(line.startswith("the answer's way back") for line in lines)
    assert any("security_groups.aurora" in line and "blueprint.yaml:" in line for line in lines)


def test_a_blocked_way_says_what_blocks_and_what_is_missing() -> None:
    """A private instance and the internet: answered, so exit code 0."""
    result = run(*BLOCKED, text=SOUND)
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "internet -> accounts.shop.vpcs.main.instances.web: blocked"
    assert "  x  " in result.output
    assert "conditions for it to pass, not advice" in result.output
    assert "it would need a public address" in result.output


def test_between_private_networks_a_route_is_missing_and_no_public_address() -> None:
    """What is sent to a private address by way of an internet gateway lacks a route through what joins the networks."""
    ends = ("--from", "dev.node_groups.general", "--to", "production.aurora_clusters.main", "--ports", "tcp/5432")
    result = run("reach", INNOVATE, *ends)
    remedies = result.output.partition("conditions for it to pass")[2]
    table = r"accounts\.dev\.vpcs\.main\.route_tables\.app-\w"
    assert re.search(rf"a route to 10\.48\.0\.0/16 in {table} through a transit gateway or a peering", remedies)
    assert "public address" not in remedies
    assert "it would need" not in remedies


@pytest.mark.parametrize(("expected", "code"), [("blocked", 0), ("reachable", 1)])
def test_an_expectation_decides_the_exit_code(expected: str, code: int) -> None:
    """0 as expected, 1 otherwise; the answer is told in both cases."""
    result = run(*BLOCKED, "--expect", expected, text=SOUND)
    assert result.exit_code == code
    assert "blocked" in result.output
    assert ("not as expected: reachable was expected, and it is blocked" in result.stderr) is (code == 1)


HALF = """
innovate: 1
organization: {title: Half, region: us-east-1}
accounts:
  shop:
    account_id: "012345670123"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets:
          a: {availability_zone: a, cidr_block: 10.0.0.0/24}
          b: {availability_zone: b, cidr_block: 10.0.1.0/24, network_acl: closed}
        network_acls: {closed: {ingress: {}, egress: {}}}
"""
SOME_PAIRS = ("reach", "-", "--from", "subnets.a", "--to", "vpcs.main", "--ports", "tcp/443")


def test_a_pair_that_differs_is_counted_and_fails_an_expectation() -> None:
    """A promise wants all of them, and so does --expect, whatever it expects."""
    result = run(*SOME_PAIRS, text=HALF)
    assert (
        "  reachable for 1 of 2 pairs of endpoints; blocked, for one: tcp 10.0.0.10:32768 -> 10.0.1.10:443"
        in result.output
    )
    assert "network_acls.closed: NACL ingress has no rule for it" in result.output
    expected = run(*SOME_PAIRS, "--expect", "reachable", text=HALF)
    assert expected.exit_code == 1
    assert "not as expected: reachable was expected, and it is for 1 of 2 pairs" in expected.stderr
    assert run(*SOME_PAIRS, "--expect", "blocked", text=HALF).exit_code == 1
    found = json.loads(run(*SOME_PAIRS, "--format", "json", text=HALF).stdout)
    assert (found["agreeing"], found["pairs"]) == (1, 2)
    assert found["dissenting"]["destination_subnet"] == "accounts.shop.vpcs.main.subnets.b"


def test_what_the_model_does_not_say_is_no_stop() -> None:
    """Beside what blocks for certain, what would block if an unknown fact were so is told, with its condition."""
    ends = ("--from", "production.deployments.worker", "--to", "8.8.8.8", "--ports", "udp/53")
    output = run("reach", INNOVATE, *ends).output
    marks = [(line.split()[0], line.split()[1]) for line in output.splitlines() if re.match(r"  [x?] ", line)]
    assert ("?", "route_tables.app-a") in marks
    assert marks.count(("?", "network_acls.public")) == 2
    assert re.search(r"network_acls\.public +an egress rule that allows udp/53 to 8\.8\.8\.8, if it comes here", output)
    assert "the model does not say whether 8.8.8.8 is in com.amazonaws.us-east-1.s3" in output
    assert "beyond route_tables.app-a the way is not known: more may be needed there" in output


def test_json_has_the_same() -> None:
    """Versioned, with places."""
    answer = json.loads(run(*OPEN, "--ports", "tcp/5432", "--format", "json").stdout)
    assert (answer["version"], answer["verdict"], answer["ports"]) == (1, "reachable", ["tcp/5432"])
    assert any(hop["place"] for hop in answer["hops"])


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--from", "instances.wbe", "--to", "internet"), "did you mean `accounts.shop.vpcs.main.instances.web`"),
        (("--from", "kms_keys.main", "--to", "internet"), "kms_keys.main` takes connections and opens none"),
        (("--from", "instances.web", "--to", "internet", "--ports", "tcp/99999"), "`tcp/99999`: ports end at 65535"),
        (("--from", "instances.web"), "Missing option '--to'"),
    ],
)
def test_a_question_that_cannot_be_asked(args: tuple[str, ...], message: str) -> None:
    """One sentence that says why; exit code 2."""
    result = run("reach", "-", *args, text=SOUND)
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_model_with_faults_gives_no_answer() -> None:
    """The faults, and the verb that tells them again."""
    result = run(*BLOCKED, text=FAULTY)
    assert result.exit_code == 2
    assert "dangling-reference" in result.stderr
    assert "an answer from it could be wrong" in result.stderr
    assert result.stdout == ""
