"""What an intruder gets at next, and why."""

import time
from pathlib import Path

import pytest

from innovate_model.analyses.blast_radius import BlastRadius, Member, State
from innovate_model.analyses.compromise import compromise, session_step
from innovate_model.analyses.connecting import Connection
from innovate_model.analyses.footholds import footholds
from innovate_model.analyses.survey import survey
from innovate_model.edge import Relation
from innovate_model.graph import Graph, build
from innovate_model.loader import load, load_text, vary
from innovate_model.values import Ports
from tests.support import HEADER, in_account

LOADED = load(Path(__file__).parents[2] / "models" / "innovate")
INNOVATE = build(LOADED.model)
PRODUCTION = "accounts.production.vpcs.main"
PODS = f"{PRODUCTION}.eks_clusters.main.namespaces"
API = f"{PODS}.api.deployments.flask-api"
RUNNER = "accounts.shared-services.vpcs.tools.instances.runner-a"


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


def test_a_runner_gets_into_no_environment() -> None:
    """The roles that deploy trust GitHub's environments, not the machine that a job runs on."""
    radius = compromise(INNOVATE, [RUNNER])
    entered = {member.address for member in radius.of(State.ENTERED)}
    assert "accounts.shared-services.iam_roles.runner" in entered
    assert not any(address.endswith(".iam_roles.deploy") for address in entered)


def test_a_role_that_is_let_in_is_followed_into_the_other_account() -> None:
    """Where that account agrees, too; the chain is told hop by hop."""
    role, deploy = "accounts.shared-services.iam_roles.runner", "accounts.production.iam_roles.deploy"
    trusting = {"iam_roles": {"deploy": {"trust": {"roles": role}}}}
    taking = {"permissions": {"deploy": {"effect": "Allow", "actions": ["sts:AssumeRole"], "on": deploy}}}
    accounts = {"production": trusting, "shared-services": {"iam_roles": {"runner": taking}}}
    graph = build(vary(LOADED, {"accounts": accounts}).model)
    reasons = {member.address: (member.distance, member.reason) for member in compromise(graph, [RUNNER]).members}
    assert reasons[role][0] == 1
    assert reasons[deploy] == (2, f"trusts {role}")


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
    graph = graph_of(in_account(ROLES.format(actions="secretsmanager:GetSecretValue")))
    assert told(compromise(graph, ["accounts.dev.iam_roles.reader"]), "accounts.dev") == {
        "iam_roles.reader": ("entered", "entered"),
        "secrets.open": ("exposed", "iam_roles.reader may read it (secretsmanager:GetSecretValue)"),
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
        (
            MAY_ASSUME,
            "{accounts: accounts.home, condition: {StringEquals: {sts:ExternalId: x}}}",
            "trusts accounts.home under StringEquals of sts:ExternalId, taken as met, "
            "and accounts.home.iam_roles.person may assume it",
        ),
        (
            MAY_ASSUME,
            "{roles: accounts.home.iam_roles.person, condition: {Bool: {aws:MultiFactorAuthPresent: yes}}}",
            "trusts accounts.home.iam_roles.person under Bool of aws:MultiFactorAuthPresent, taken as met",
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


def test_a_condition_narrows_roles_and_accounts_alone() -> None:
    """A service account that is trusted beside them is let in without it."""
    text = """
    iam_roles: {pods: {trust: {irsa: SERVICE, accounts: accounts.dev, condition: {StringEquals: {sts:ExternalId: x}}}}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters: {main: {version: 1.35, subnets: app, namespaces: {api: {service_accounts: {api: {}}}}}}
    """
    service = "vpcs.main.eks_clusters.main.namespaces.api.service_accounts.api"
    graph = graph_of(in_account(text.replace("SERVICE", service)))
    members = told(compromise(graph, [f"accounts.dev.{service}"]), "nothing")
    assert members["accounts.dev.iam_roles.pods"] == ("entered", f"trusts accounts.dev.{service}")


def test_a_role_of_the_same_account_needs_trust_only() -> None:
    """Its trust names the other role: that is enough within an account."""
    text = """
    iam_roles:
      one: {trust: {services: [ec2.amazonaws.com]}}
      two: {trust: {roles: one}}
    """
    members = told(compromise(graph_of(in_account(text)), ["accounts.dev.iam_roles.one"]), "accounts.dev")
    assert members["iam_roles.two"] == ("entered", "trusts iam_roles.one")


HYBRID = build(load(Path(__file__).parents[2] / "models" / "hybrid").model)


@pytest.mark.parametrize("door", ["customer_gateways.hamburg", "vpn_connections.hamburg"])
def test_who_is_on_premises_connects_through_the_vpn(door: str) -> None:
    """What `reach` says of an address behind the customer gateway: ssh to the gate, https to the load balancer."""
    radius = compromise(HYBRID, [f"accounts.network.{door}"])
    members = told(radius, "accounts.operations.vpcs.tracking")
    assert members["instances.gate"] == ("exposed", f"accounts.network.{door} can connect on tcp/22")
    assert members["lbs.tracking"] == ("exposed", f"accounts.network.{door} can connect on tcp/443")
    assert radius.not_known == ()


def test_who_controls_the_distribution_connects_as_cloudfront() -> None:
    """Its servers are in the prefix list that load balancers let in."""
    members = told(compromise(INNOVATE, ["accounts.production.cloudfront_distributions.spa"]), PRODUCTION)
    assert members["lbs.api"] == ("exposed", "accounts.production.cloudfront_distributions.spa can connect on tcp/443")
    assert not any("aurora" in address for address in members)


def test_a_subnet_is_any_host_in_it() -> None:
    """One without security groups of its own, as `reach` takes it; that groups could open more is said."""
    subnet = "accounts.operations.vpcs.tracking.subnets.app-a"
    radius = compromise(HYBRID, [subnet])
    assert radius.of(State.EXPOSED)
    assert radius.not_known == (f"what hosts in {subnet} could connect to as members of security groups",)


@pytest.mark.parametrize(
    ("door", "clause"),
    [
        ("accounts.network.transit_gateways.dublin.route_tables.main", "what control of {} opens in the network"),
        ("accounts.production.secrets.aurora-app", "what the content of {} gives access to"),
        ("accounts.production.iam_roles.eks-cluster", "{}: what the managed policy AmazonEKSClusterPolicy allows"),
    ],
)
def test_what_is_not_followed_is_said(door: str, clause: str) -> None:
    """A member that leads on in a way that the model does not tell is never passed over in silence."""
    graph = HYBRID if door in HYBRID.model else INNOVATE
    assert clause.format(door) in compromise(graph, [door]).not_known


def test_pods_are_reached_on_the_ports_that_they_declare() -> None:
    """Not on what else the security group of their nodes lets in. Of those that declare none it is not known, unless
    network policies keep the intruder's pods from them, as they do those of the API."""
    system, agents = f"{PODS}.system.deployments", f"{PODS}.system.daemon_sets"
    radius = compromise(INNOVATE, [API])
    members = {member.address: member for member in radius.members}
    assert members[f"{system}.coredns"].reason == f"{API} can connect on tcp/53"
    assert f"{system}.load-balancer-controller" not in members
    assert f"{system}.cluster-autoscaler" not in members
    assert radius.not_known == ()
    assert compromise(INNOVATE, [f"{system}.coredns"]).not_known == (
        f"whether pods of {agents}.aws-node, {agents}.cilium, {agents}.ebs-csi-node and 4 more listen: "
        "they declare no `ports`, and the network lets through",
    )


@pytest.mark.parametrize(
    ("policies", "exposed"),
    [
        ("PowerUserAccess", {"open", "locked", "mine", "files"}),
        ("SecretsManagerReadWrite", {"open", "locked"}),
        ("ReadOnlyAccess", {"files"}),
    ],
)
def test_a_known_managed_policy_is_spread_over_the_account(policies: str, exposed: set[str]) -> None:
    """But for the secret that an explicit deny keeps from it; what is locked under a key is changed without it."""
    text = ROLES.format(actions="ec2:RunInstances").replace(
        "    permissions:", f"    managed_policies: [{policies}]\n    permissions:"
    )
    radius = compromise(graph_of(in_account(text)), ["accounts.dev.iam_roles.reader"])
    assert {member.address.rpartition(".")[2] for member in radius.of(State.EXPOSED)} == exposed
    assert radius.not_known == ()


def test_a_denied_get_is_a_denied_read() -> None:
    """Reading in batches needs the permission to read one: Allow all of Get, Deny GetSecretValue exposes no
    secret."""
    text = """
    iam_roles:
      reader:
        trust: {services: [ec2.amazonaws.com]}
        permissions:
          all: {effect: Allow, actions: ["*:*Get*"], resources: ["*"]}
          no-secrets: {effect: Deny, actions: [secretsmanager:GetSecretValue], resources: ["*"]}
    secrets: {password: {}}
    """
    radius = compromise(graph_of(in_account(text)), ["accounts.dev.iam_roles.reader"])
    assert not radius.of(State.EXPOSED)


@pytest.mark.parametrize(
    ("deny", "is_entered"),
    [("", True), (", no: {effect: Deny, actions: ['sts:*'], on: accounts.away.iam_roles.guest}", False)],
)
@pytest.mark.parametrize("trust", ["{accounts: accounts.home}", "{roles: accounts.home.iam_roles.person}"])
def test_who_may_assume_any_role_enters_those_that_let_it_in(trust: str, deny: str, is_entered: bool) -> None:
    """By its account or by its name, unless a Deny speaks of that role."""
    permissions = "{any: {effect: Allow, actions: ['sts:AssumeRole'], resources: ['*']}" + deny + "}"
    graph = graph_of(HEADER + ACROSS.format(permissions=permissions, trust=trust))
    members = told(compromise(graph, ["accounts.home.iam_roles.person"]), "nothing")
    assert ("accounts.away.iam_roles.guest" in members) is is_entered


def test_what_is_not_known_is_told_in_the_table_and_escaped() -> None:
    """A line of its own below the count; the frame has the members alone."""
    radius = BlastRadius((), ("what the managed policy <b> allows",))
    assert radius.table().sentence.splitlines()[-1] == "not known: what the managed policy <b> allows"
    assert "not known: what the managed policy &lt;b&gt; allows" in radius._repr_html_()


def test_pods_on_other_nodes_stay_out_of_reach() -> None:
    """An agent runs on every node group: whoever is on a node for jobs has the agents there, which have no more ways
    than the node; the agents on the nodes of the API may connect to the database."""
    nodes = f"{PRODUCTION}.eks_clusters.main.node_groups"
    members = {member.address: member for member in compromise(INNOVATE, [f"{nodes}.jobs"]).members}
    agent = f"{PODS}.system.daemon_sets.aws-node"
    assert members[agent].reason == f"runs on {nodes}.jobs"
    for data in ("aurora_clusters.main", "elasticache_replication_groups.cache"):
        assert f"{PRODUCTION}.{data}" not in members
    for all_of_it in ([agent], [f"{PODS}.system"], [f"{nodes}.jobs", f"{nodes}.general"]):
        assert f"{PRODUCTION}.aurora_clusters.main" in {m.address for m in compromise(INNOVATE, all_of_it).members}


def test_a_foothold_is_what_pods_have_on_the_entered_nodes() -> None:
    """Its endpoints are a part of all, with the security groups of those nodes alone; a session from there says so."""
    jobs, agent = f"{PRODUCTION}.eks_clusters.main.node_groups.jobs", f"{PODS}.system.daemon_sets.aws-node"
    entered = {member.address: member for member in compromise(INNOVATE, [jobs]).of(State.ENTERED)}
    (part,) = footholds(INNOVATE, survey(INNOVATE), entered, agent)
    (whole,) = footholds(INNOVATE, survey(INNOVATE), {agent: Member(agent, "", State.ENTERED, 0, "")}, agent)
    assert (part.host, whole.host) == (jobs, "")
    assert set(part.starts) < set(whole.starts)
    groups = set(INNOVATE.targets(jobs, Relation.MEMBER_OF))
    assert {group for end in part.starts for group in end.place.groups} == groups
    step = session_step(part, Connection("x", Ports("tcp", 443, 443)))
    assert step.reason == f"{agent} on {jobs} can connect on tcp/443"
