"""That numbers stay below their limits."""

import pytest

from innovate_model.properties import Verdict

from .networks import NETWORK
from .support import proof

ROLES = """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {files: {}, payroll: {}}
    iam_roles:
      worker:
        trust: {services: [ec2.amazonaws.com]}
        permissions: {files: {effect: Allow, actions: [s3:GetObject], on: [s3_buckets.files, s3_buckets.payroll]}}
"""


@pytest.mark.parametrize(
    ("text", "promise", "verdict"),
    [
        (NETWORK, "{blast_radius: 0, of: instances.db}", Verdict.HOLDS),
        (NETWORK, "{blast_radius: 1, of: subnets.app-a}", Verdict.BROKEN),  # the instance, its target group, ...
        (NETWORK, "{blast_radius: 9, of: 'subnets.*'}", Verdict.HOLDS),
        (ROLES, "{compromise_radius: 2, of: iam_roles.worker}", Verdict.HOLDS),
        (ROLES, "{compromise_radius: 1, of: iam_roles.worker}", Verdict.BROKEN),
        (NETWORK, "{addresses_used: 1%, of: vpcs.main}", Verdict.HOLDS),  # six /26 of a /16 are 0.6 %
        (NETWORK, "{addresses_used: 0%, of: vpcs.main}", Verdict.BROKEN),
        (NETWORK, "{addresses_used: 384, of: vpcs.main}", Verdict.HOLDS),
        (NETWORK, "{addresses_used: 383, of: vpcs.main}", Verdict.BROKEN),
        (NETWORK, "{addresses_used: 9, of: 'subnets.web-*'}", Verdict.HOLDS),  # the load balancer's 8, the NAT gateway
        (NETWORK, "{addresses_used: 8, of: 'subnets.web-*'}", Verdict.BROKEN),
        (NETWORK, "{usd_per_month: 5, of: lbs.api}", Verdict.BROKEN),
        (NETWORK, "{usd_per_month: 0, of: security_groups.app}", Verdict.HOLDS),
        (NETWORK, "{usd_per_month: 100000, of: nat_gateways.egress}", Verdict.NOT_KNOWN),  # what goes through it costs
        (NETWORK, "{usd_per_month: 10, of: nat_gateways.egress}", Verdict.BROKEN),  # at least so much it is
    ],
)
def test_limits(text: str, promise: str, verdict: Verdict) -> None:
    """At the limit it holds, above it is broken, and a cost that is known in part is only above it for certain."""
    found = proof(text, f"at_most: {promise}")
    assert found.verdict is verdict, str(found)


@pytest.mark.parametrize(
    ("text", "promise", "advice"),
    [
        (NETWORK, "{blast_radius: 1, of: subnets.app-a}", "give what depends on it another"),
        (ROLES, "{compromise_radius: 1, of: iam_roles.worker}", "narrow what it may read"),
    ],
)
def test_the_advice_fits_the_limit(text: str, promise: str, advice: str) -> None:
    """What helps against failure does not help against an intruder."""
    assert advice in proof(text, f"at_most: {promise}").outcome.advice


NODES = NETWORK.replace(
    "        instances:\n",
    """        eks_clusters:
          main:
            version: 1.35
            subnets: app
            security_groups: app
            node_groups:
              odd:
                instance_types: [x9.huge]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 3}
                subnets: app-a
                security_groups: app
        instances:
""",
)


def test_nodes_of_unknown_size_take_nobody_knows_how_much() -> None:
    """No guess of one address for each."""
    found = proof(NODES, "at_most: {addresses_used: 90%, of: subnets.app-a}")
    assert found.verdict is Verdict.NOT_KNOWN
    assert proof(NODES, "at_most: {addresses_used: 90%, of: subnets.app-b}").verdict is Verdict.HOLDS


@pytest.mark.parametrize(
    ("text", "promise", "says"),
    [
        (
            NETWORK,
            "{usd_per_month: 100000, of: nat_gateways.egress}",
            "it costs at least USD 36.50 a month (USD 100,000.00 at most are promised), and the model",
        ),
        (
            NODES,
            "{addresses_used: 90%, of: subnets.app-a}",
            "at least 7 of 59 addresses of accounts.a.vpcs.main.subnets.app-a are used (12%; 90% at most are promised)",
        ),
        (
            ROLES.replace("permissions:", "managed_policies: [SomethingOfAws]\n        permissions:"),
            "{compromise_radius: 2, of: iam_roles.worker}",
            "accounts.a.iam_roles.worker gives an intruder at least 2 others (2 at most are promised), and ",
        ),
    ],
)
def test_what_is_known_is_said_where_the_whole_is_not(text: str, promise: str, says: str) -> None:
    """A figure that the limit can be held against."""
    found = proof(text, f"at_most: {promise}")
    assert found.verdict is Verdict.NOT_KNOWN
    assert says in str(found)


@pytest.mark.parametrize(
    ("text", "promise", "says"),
    [
        (NETWORK, "{usd_per_month: 40, of: nat_gateways.egress, counts: known}", "it costs at least USD 36.50 a month"),
        (NODES, "{addresses_used: 90%, of: subnets.app-a, counts: known}", "at least 7 of 59 addresses of"),
    ],
)
def test_what_is_known_is_held_against_the_limit_where_that_is_promised(text: str, promise: str, says: str) -> None:
    """It holds, of the known part, and the verdict says so and what is left out."""
    found = proof(text, f"at_most: {promise}")
    assert found.verdict is Verdict.HOLDS
    assert says in str(found)
    assert "not counted" in str(found)
    note = found.finding()
    assert note is not None
    assert (note.severity, note.message) == ("note", str(found))
    assert proof(text, f"at_most: {promise}".replace("known", "everything")).verdict is Verdict.NOT_KNOWN


def test_what_is_known_alone_may_break_it() -> None:
    """Whatever is left out would come on top."""
    found = proof(NETWORK, "at_most: {usd_per_month: 36, of: nat_gateways.egress, counts: known}")
    assert found.verdict is Verdict.BROKEN
    assert "it costs at least USD 36.50" in str(found)


def test_nothing_is_left_out_where_all_is_known() -> None:
    """Then both words mean the same, and there is nothing to say."""
    for counts in ("known", "everything"):
        found = proof(NETWORK, f"at_most: {{addresses_used: 90%, of: subnets.app-b, counts: {counts}}}")
        assert (found.verdict, found.says, found.finding()) == (Verdict.HOLDS, "", None)


def test_the_known_part_alone_may_be_too_much() -> None:
    """Of addresses: whatever the nodes take, others take more than is promised."""
    found = proof(NODES, "at_most: {addresses_used: 0, of: subnets.app-a}")
    assert found.verdict is Verdict.BROKEN
    assert "at least 7 of" in str(found)
