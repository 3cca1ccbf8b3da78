"""That sessions work for certain: all ports, all addresses, all pairs."""

import pytest

from innovate_model.properties import Verdict

from .networks import NETWORK, VPC
from .support import proof


@pytest.mark.parametrize(
    ("promise", "verdict"),
    [
        ("{from: instances.app, to: instances.db, ports: tcp/5432}", Verdict.HOLDS),
        ("{from: instances.app, to: instances.db, ports: [tcp/5432, tcp/443]}", Verdict.BROKEN),
        ("{from: instances.app, to: instances.db, ports: tcp/5432-5433}", Verdict.BROKEN),
        ("{from: lbs.api, to: instances.app, ports: tcp/8080}", Verdict.HOLDS),
        ("{from: instances.app, to: internet, ports: tcp/443}", Verdict.HOLDS),
        ("{from: internet, to: lbs.api, ports: tcp/443}", Verdict.HOLDS),
        ("{from: internet, to: instances.app, ports: tcp/8080}", Verdict.BROKEN),
        ("{from: [instances.app, lbs.api], to: instances.db, ports: tcp/5432}", Verdict.BROKEN),
        ("{from: [instances.app, lbs.api], to: instances.db, ports: tcp/5432, pairs: any}", Verdict.HOLDS),
    ],
)
def test_over_everything_that_is_asked(promise: str, verdict: Verdict) -> None:
    """Each in the small network."""
    found = proof(NETWORK, f"always: {promise}")
    assert found.verdict is verdict, str(found)


def test_addresses_that_a_rule_leaves_out_break_it() -> None:
    """Half of the subnet may come in: the other half has a witness, or the answer depends on where it stands."""
    half = NETWORK.replace(
        "app: {ports: tcp/5432, from: security_groups.app}", "app: {ports: tcp/5432, from: 10.0.1.0/27}"
    )
    found = proof(half, "always: {from: instances.app, to: instances.db, ports: tcp/5432}")
    assert found.verdict is Verdict.NOT_KNOWN
    anywhere = proof(half, "always: {from: subnets.app-a, to: instances.db, ports: tcp/5432}")
    assert anywhere.verdict is Verdict.BROKEN
    pinned = half.replace(
        "subnet: app-a, security_groups: app", "subnet: app-a, private_ip: 10.0.1.20, security_groups: app"
    )
    assert proof(pinned, "always: {from: instances.app, to: instances.db, ports: tcp/5432}").verdict is Verdict.HOLDS


def test_a_broken_one_says_what_it_needs() -> None:
    """Every place that stops the session, and what would let it pass there."""
    found = proof(NETWORK, "always: {from: lbs.api, to: instances.db, ports: tcp/5432}")
    finding = found.finding()
    assert finding is not None
    assert finding.suggestion.startswith("it needs an egress rule")
    paths = [".".join(map(str, related.path)) for related in found.outcome.witness]
    assert paths == [f"{VPC}.security_groups.lb.egress", f"{VPC}.security_groups.db.ingress"]


def test_a_rule_that_denies_is_found_as_the_smallest_change() -> None:
    """Without it the promise holds."""
    denied = NETWORK.replace("route_table: data}", "route_table: data, network_acl: data}").replace(
        "        security_groups:\n",
        "        network_acls:\n          data:\n"
        "            ingress: {90: {deny: tcp/5432, from: 10.0.0.0/8}, 100: {allow: all, from: 0.0.0.0/0}}\n"
        "            egress: {100: {allow: all, to: 0.0.0.0/0}}\n        security_groups:\n",
        1,
    )
    found = proof(denied, "always: {from: instances.app, to: instances.db, ports: tcp/5432}")
    finding = found.finding()
    assert finding is not None
    assert finding.suggestion.startswith(f"take out {VPC}.network_acls.data.ingress.90")


def test_a_port_of_the_client_to_which_no_answer_comes_breaks_it() -> None:
    """The rule lets answers go to the first port that a client may use, and to no other: it is named, as `reach` does.

    https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html
    """
    narrow = NETWORK.replace("route_table: data}", "route_table: data, network_acl: data}").replace(
        "        security_groups:\n",
        "        network_acls:\n          data:\n"
        "            ingress: {100: {allow: all, from: 0.0.0.0/0}}\n"
        "            egress: {100: {allow: tcp/32768, to: 0.0.0.0/0}}\n        security_groups:\n",
        1,
    )
    found = proof(narrow, "always: {from: instances.app, to: instances.db, ports: tcp/5432}")
    assert found.verdict is Verdict.BROKEN
    assert f"{VPC}.network_acls.data.egress" in [".".join(map(str, each.path)) for each in found.outcome.witness]
    assert "from port 32769" in str(found)
    finding = found.finding()
    assert finding is not None
    assert finding.suggestion.startswith("it needs an egress rule that allows tcp/32768-60999 to")
    assert "any port of 32768 to 60999" in finding.suggestion


def advice(text: str, promise: str) -> str:
    finding = proof(text, f"always: {promise}").finding()
    assert finding is not None
    return finding.suggestion


DENIED_TWICE = NETWORK.replace("route_table: data}", "route_table: data, network_acl: data}").replace(
    "        security_groups:\n",
    "        network_acls:\n          data:\n"
    "            ingress: {90: {deny: tcp/3306, from: 10.0.0.0/8}, 100: {allow: all, from: 0.0.0.0/0}}\n"
    "            egress: {100: {allow: all, to: 0.0.0.0/0}}\n        security_groups:\n",
    1,
)


def test_where_nothing_could_be_taken_out_only_what_is_needed_is_told() -> None:
    """A route or a rule that is missing is no line; a rule that denies is one, and what else is needed is told."""
    for promise in (
        "{from: instances.db, to: internet, ports: tcp/443}",
        "{from: instances.app, to: instances.db, ports: tcp/443}",
    ):
        assert advice(NETWORK, promise).startswith("it needs ")
        assert "taking out" not in advice(NETWORK, promise)
    both = advice(DENIED_TWICE, "{from: instances.app, to: instances.db, ports: tcp/3306}")
    assert both.startswith("taking out the one line that could be taken out does not restore it; it needs ")
