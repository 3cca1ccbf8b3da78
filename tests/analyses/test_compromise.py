"""What an intruder gets at next, and why."""

import time
from pathlib import Path

import pytest

from innovate_model.analyses.blast_radius import BlastRadius, State
from innovate_model.analyses.compromise import compromise
from innovate_model.graph import Graph, build
from innovate_model.loader import load, load_text
from tests.support import HEADER, in_account

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)
PRODUCTION = "accounts.production.vpcs.main"
PODS = f"{PRODUCTION}.eks_clusters.main.namespaces"
API = f"{PODS}.api.deployments.flask-api"


def graph_of(text: str) -> Graph:
    loaded = load_text(text)
    assert not loaded.findings, [finding.message for finding in loaded.findings]
    return build(loaded.model)


def told(radius: BlastRadius, scope: str) -> dict[str, tuple[str, str]]:
    """Address below the scope -> state and reason, the addresses in it shortened as well."""
    return {
        m.address.replace(scope + ".", ""): (str(m.state), m.reason.replace(scope + ".", "")) for m in radius.members
    }


def test_a_pod_gives_its_identity_what_that_reads_and_what_answers_it() -> None:
    """The API: its service account, the role that trusts it, the secret and key of the role, the database and the
    cache; neither the artifacts of the worker nor anything of another account."""
    radius = compromise(INNOVATE, [API])
    members = {member.address: member for member in radius.members}
    assert {m.address.rpartition(".")[2] for m in radius.of(State.ENTERED)} == {"flask-api", "api"}
    assert members["accounts.production.iam_roles.api"].distance == 2
    secret = members["accounts.production.secrets.aurora-app"]
    assert (secret.state, secret.reason) == (
        State.EXPOSED,
        "accounts.production.iam_roles.api may read it (secretsmanager:GetSecretValue)",
    )
    assert members["accounts.production.kms_keys.aurora"].reason == (
        "accounts.production.iam_roles.api may decrypt with it (kms:Decrypt)"
    )
    assert members[f"{PRODUCTION}.aurora_clusters.main"].reason == f"{API} can connect on tcp/5432"
    assert members[f"{PRODUCTION}.elasticache_replication_groups.cache"].reason == f"{API} can connect on tcp/6379"
    assert all(address.startswith("accounts.production.") for address in members)
    assert not any("artifacts" in address or "worker" in address for address in members)


def test_a_worker_does_not_get_at_the_database() -> None:
    """§4: background work has no way to the database, and its role reads artifacts only."""
    members = {member.address for member in compromise(INNOVATE, [f"{PODS}.jobs.deployments.worker"]).members}
    assert "accounts.production.s3_buckets.artifacts" in members
    assert not any("aurora" in address or ".secrets." in address for address in members)


def test_a_node_group_gives_every_pod_on_it() -> None:
    """What runs on a node is the intruder's, and the node's own role."""
    radius = compromise(INNOVATE, [f"{PRODUCTION}.eks_clusters.main.node_groups.general"])
    entered = {member.address: member.reason for member in radius.of(State.ENTERED)}
    nodes = f"{PRODUCTION}.eks_clusters.main.node_groups.general"
    assert entered[API] == f"runs on {nodes}"
    assert entered[f"{PODS}.reports.deployments.reports"] == f"runs on {nodes}"
    assert entered["accounts.production.iam_roles.eks-node"] == f"{nodes} acts as it"


def test_a_runner_gets_into_every_environment_by_its_role() -> None:
    """Deploying is what it is for: the chain is told hop by hop."""
    radius = compromise(INNOVATE, ["accounts.shared-services.vpcs.tools.instances.runner-a"])
    reasons = {member.address: (member.distance, member.reason) for member in radius.of(State.ENTERED)}
    runner = "accounts.shared-services.iam_roles.runner"
    assert reasons[runner][0] == 1
    for name in ("dev", "staging", "production"):
        assert reasons[f"accounts.{name}.iam_roles.deploy"] == (2, f"trusts {runner}")


def test_one_question_about_the_reference_model_is_quick() -> None:
    """Far below the eleven seconds of CPU that one walk for each pair and port took: most pairs are not walked."""
    started = time.process_time()
    compromise(build(INNOVATE.model), [API])
    assert time.process_time() - started < 3


@pytest.mark.parametrize("first", [API, "accounts.shared-services.vpcs.tools.instances.runner-b"])
def test_the_order_of_entry_does_not_matter(first: str) -> None:
    """Two doors give the same members with the same reasons, whichever is named first, or twice."""
    other = f"{PODS}.jobs.deployments.worker"
    assert compromise(INNOVATE, [first, other]) == compromise(INNOVATE, [other, first, other])


def test_entering_more_gets_at_more() -> None:
    """What one door leads to, that door and another lead to as well."""
    one, both = compromise(INNOVATE, [API]), compromise(INNOVATE, [API, f"{PODS}.jobs.deployments.worker"])
    assert {m.address for m in one.of(State.ENTERED)} <= {m.address for m in both.of(State.ENTERED)}
    assert {m.address for m in one.members} <= {m.address for m in both.members}


def test_an_unknown_address_is_a_key_error() -> None:
    """What is not in the model cannot be entered."""
    with pytest.raises(KeyError):
        compromise(INNOVATE, ["accounts.nowhere"])


ROLES = """
iam_roles:
  reader:
    trust: {{services: [ec2.amazonaws.com]}}
    permissions:
      everything: {{effect: Allow, actions: [{actions}], resources: ["*"]}}
      never: {{effect: Deny, actions: ["*"], on: secrets.crown}}
kms_keys: {{mine: {{}}}}
secrets:
  open: {{}}
  locked: {{kms_key: mine}}
  crown: {{}}
s3_buckets: {{files: {{}}}}
"""


def test_a_permission_on_everything_is_spread_over_the_account() -> None:
    """Each secret by name, but not one that is encrypted with a key that the role may not use, nor one that an
    explicit deny keeps from it, nor what the actions do not read."""
    graph = graph_of(in_account(ROLES.format(actions="secretsmanager:*")))
    assert told(compromise(graph, ["accounts.dev.iam_roles.reader"]), "accounts.dev") == {
        "iam_roles.reader": ("entered", "entered"),
        "secrets.open": (
            "exposed",
            "iam_roles.reader may read it (secretsmanager:GetSecretValue, secretsmanager:BatchGetSecretValue)",
        ),
    }


def test_with_the_key_the_encrypted_one_is_read_too() -> None:
    """`kms:Decrypt` on everything opens what lies encrypted under the account's keys."""
    graph = graph_of(in_account(ROLES.format(actions="secretsmanager:GetSecretValue, kms:Decrypt")))
    members = told(compromise(graph, ["accounts.dev.iam_roles.reader"]), "accounts.dev")
    assert set(members) == {"iam_roles.reader", "secrets.open", "secrets.locked", "kms_keys.mine"}


ACROSS = """
accounts:
  home:
    account_id: 012345670123
    iam_roles:
      person:
        trust: {{services: [ec2.amazonaws.com]}}
        permissions: {permissions}
  away:
    account_id: 012345670124
    iam_roles:
      guest: {{trust: {trust}}}
"""
MAY_ASSUME = "{go: {effect: Allow, actions: ['sts:AssumeRole'], on: accounts.away.iam_roles.guest}}"


@pytest.mark.parametrize(
    ("permissions", "trust", "reason"),
    [
        (MAY_ASSUME, "{roles: accounts.home.iam_roles.person}", "trusts accounts.home.iam_roles.person"),
        ("{}", "{roles: accounts.home.iam_roles.person}", None),
        (
            MAY_ASSUME,
            "{accounts: accounts.home}",
            "trusts accounts.home, and accounts.home.iam_roles.person may assume it",
        ),
        ("{}", "{accounts: accounts.home}", None),
        (MAY_ASSUME, "{services: [ec2.amazonaws.com]}", None),
    ],
)
def test_a_role_of_another_account_needs_trust_and_permission(permissions: str, trust: str, reason: str | None) -> None:
    """Either alone lets nobody in."""
    graph = graph_of(HEADER + ACROSS.format(permissions=permissions, trust=trust))
    members = told(compromise(graph, ["accounts.home.iam_roles.person"]), "nothing")
    assert members.get("accounts.away.iam_roles.guest") == (("entered", reason) if reason else None)


def test_who_controls_an_account_enters_roles_that_trust_it() -> None:
    """An administrator there gives the permission that is missing."""
    graph = graph_of(HEADER + ACROSS.format(permissions="{}", trust="{accounts: accounts.home}"))
    members = told(compromise(graph, ["accounts.home"]), "nothing")
    assert members["accounts.away.iam_roles.guest"] == ("entered", "trusts accounts.home")


def test_a_role_of_the_same_account_needs_trust_only() -> None:
    """Its trust names the other role: that is enough within an account."""
    text = """
    iam_roles:
      one: {trust: {services: [ec2.amazonaws.com]}}
      two: {trust: {roles: one}}
    """
    members = told(compromise(graph_of(in_account(text)), ["accounts.dev.iam_roles.one"]), "accounts.dev")
    assert members["iam_roles.two"] == ("entered", "trusts iam_roles.one")
