"""That an intruder stays within bounds: identities, what they read, the network, and what nobody knows."""

import pytest

from innovate_model.properties import Verdict

from .networks import NETWORK, VPC
from .support import proof

ROLES = """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {files: {}, payroll: {}}
    iam_roles:
      worker:
        trust: {services: [ec2.amazonaws.com]}
        permissions: {files: {effect: Allow, actions: [s3:GetObject], on: s3_buckets.files}}
      admin:
        trust: {roles: iam_roles.worker}
        permissions: {payroll: {effect: Allow, actions: [s3:GetObject], on: s3_buckets.payroll}}
      other: {trust: {services: [ec2.amazonaws.com]}, managed_policies: [SomethingOfAws]}
"""


@pytest.mark.parametrize(
    ("promise", "verdict"),
    [
        ("{compromise: iam_roles.worker, spares: s3_buckets.payroll}", Verdict.BROKEN),  # by way of admin
        ("{compromise: iam_roles.admin, spares: s3_buckets.files}", Verdict.HOLDS),
        ("{compromise: iam_roles.worker, within: accounts.a}", Verdict.HOLDS),
        ("{compromise: iam_roles.worker, within: iam_roles.*}", Verdict.BROKEN),
        ("{compromise: iam_roles.admin, within: [iam_roles.*, s3_buckets.payroll]}", Verdict.HOLDS),
        ("{compromise: iam_roles.other, spares: s3_buckets.payroll}", Verdict.NOT_KNOWN),
        ("{compromise: [iam_roles.other, iam_roles.worker], spares: s3_buckets.payroll}", Verdict.BROKEN),
    ],
)
def test_by_identities(promise: str, verdict: Verdict) -> None:
    """Roles that one may take, and what they read; a policy that nobody knows is no proof."""
    found = proof(ROLES, f"contains: {promise}")
    assert found.verdict is verdict, str(found)


def test_a_broken_one_shows_each_step_and_the_narrowest_line() -> None:
    """The last permission, not what leads to it."""
    found = proof(ROLES, "contains: {compromise: iam_roles.worker, spares: s3_buckets.payroll}")
    notes = [related.note for related in found.outcome.witness]
    assert [note.split()[0] for note in notes] == [
        "accounts.a.iam_roles.worker",
        "accounts.a.iam_roles.admin",
        "accounts.a.s3_buckets.payroll",
    ]
    finding = found.finding()
    assert finding is not None
    assert finding.suggestion.startswith("take out accounts.a.iam_roles.admin.permissions.payroll (model.yaml:11)")


def test_by_the_network() -> None:
    """A session exposes; its hops are the witness, and one of its rules is the change."""
    found = proof(NETWORK, "contains: {compromise: instances.app, spares: instances.db}")
    assert found.verdict is Verdict.BROKEN
    paths = [".".join(map(str, related.path)) for related in found.outcome.witness]
    assert f"{VPC}.security_groups.db.ingress.app" in paths
    assert proof(NETWORK, "contains: {compromise: instances.db, spares: instances.app}").verdict is Verdict.HOLDS


PODS = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a]
        subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        security_groups: {nodes: {ingress: {mesh: {ports: all, from: self}}, egress: {mesh: {ports: all, to: self}}}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            security_groups: nodes
            node_groups:
              all:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: app
                security_groups: nodes
            namespaces:
              one:
                deployments:
                  api: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, node_groups: all, ports: {http: tcp/8080}}
                  silent: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, node_groups: all}
"""


@pytest.mark.parametrize(
    ("spares", "verdict"),
    [("deployments.silent", Verdict.NOT_KNOWN), ("vpcs.main.subnets.app", Verdict.HOLDS)],
)
def test_pods_that_may_listen_matter_where_they_are_spared(spares: str, verdict: Verdict) -> None:
    """They declare no ports: of them alone it is not known."""
    assert proof(PODS, f"contains: {{compromise: deployments.api, spares: {spares}}}").verdict is verdict
