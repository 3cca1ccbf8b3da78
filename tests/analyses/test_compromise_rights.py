"""What an intruder gets by permissions to change things, and what is said not to be followed."""

from pathlib import Path

import pytest

from innovate_model.analyses.blast_radius import BlastRadius, State
from innovate_model.analyses.compromise import compromise
from innovate_model.graph import Graph, build
from innovate_model.loader import load, load_text
from tests.support import in_account

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)


def graph_of(text: str) -> Graph:
    loaded = load_text(text)
    assert not loaded.findings, [finding.message for finding in loaded.findings]
    return build(loaded.model)


def told(radius: BlastRadius) -> dict[str, tuple[str, str]]:
    """Address below the account -> state and reason, the addresses in it shortened as well."""
    scope = "accounts.dev."
    return {m.address.replace(scope, ""): (str(m.state), m.reason.replace(scope, "")) for m in radius.members}


CI = "accounts.shared-services.iam_roles.ci"


def test_what_may_be_written_is_exposed() -> None:
    """Whoever pushes images has changed what others run: all that it may write, and what is not followed from there."""
    radius = compromise(INNOVATE, [CI])
    members = {member.address: member.reason for member in radius.of(State.EXPOSED)}
    assert members["accounts.shared-services.ecr_repositories.worker"] == f"{CI} may change it (ecr:PutImage)"
    assert members["accounts.shared-services.s3_buckets.builds"] == f"{CI} may change it (s3:PutObject)"
    assert len(members) == 4
    assert radius.not_followed == (
        "what happens where changed content of accounts.shared-services.ecr_repositories.flask-api, "
        "accounts.shared-services.ecr_repositories.reports, accounts.shared-services.ecr_repositories.worker "
        "and 1 more is run, served or believed",
        f"{CI}: what it does by ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart "
        "and 4 more",
        "what policies of resources let identities do, and service control policies keep them from",
    )


def test_read_and_changed_is_one_reason() -> None:
    """A bucket that a role reads and writes is exposed once, for both."""
    radius = compromise(INNOVATE, ["accounts.production.iam_roles.worker"])
    reasons = {member.address: member.reason for member in radius.members}
    assert reasons["accounts.production.s3_buckets.artifacts"] == (
        "accounts.production.iam_roles.worker may read and change it (s3:GetObject, s3:PutObject)"
    )


ADMINISTERED = """
iam_roles:
  admin:
    trust: {{services: [ec2.amazonaws.com]}}
    {powers}
  other: {{trust: {{services: [lambda.amazonaws.com]}}}}
iam_policies:
  limits:
    permissions: {{objects: {{effect: Allow, actions: ["s3:*"], resources: ["*"]}}}}
secrets: {{crown: {{}}}}
vpcs:
  main:
    cidr_block: 10.0.0.0/16
    subnets: {{app: {{cidr_block: 10.0.0.0/24, availability_zone: a}}}}
    security_groups: {{web: {{ingress: {{}}, egress: {{}}}}}}
    instances: {{web: {{instance_type: t3.micro, subnet: app, security_groups: web}}}}
"""
EVERYTHING = "{effect: Allow, actions: ['*'], resources: ['*']}"


@pytest.mark.parametrize(
    ("powers", "has_all"),
    [
        (f"permissions: {{all: {EVERYTHING}}}", True),
        ("managed_policies: [AdministratorAccess]", True),
        ("managed_policies: [IAMFullAccess]", True),
        ("managed_policies: [PowerUserAccess]", False),
        ("permissions: {give: {effect: Allow, actions: [iam:AttachRolePolicy], resources: ['*']}}", True),
        ("permissions: {give: {effect: Allow, actions: [iam:PutRolePolicy], on: admin}}", True),
        ("permissions: {look: {effect: Allow, actions: ['iam:Get*', 'iam:List*'], resources: ['*']}}", False),
        (f"permissions: {{all: {EVERYTHING}, no: {{effect: Deny, actions: ['iam:*'], resources: ['*']}}}}", False),
        # what a Deny keeps from it, its owner takes out
        (f"permissions: {{all: {EVERYTHING}, no: {{effect: Deny, actions: ['*'], on: secrets.crown}}}}", True),
        (f"permissions_boundary: limits\n    permissions: {{all: {EVERYTHING}}}", False),
    ],
)
def test_who_may_change_every_role_has_the_account(powers: str, has_all: bool) -> None:
    """Every role, every instance and every secret of it."""
    graph = graph_of(in_account(ADMINISTERED.format(powers=powers)))
    members = told(compromise(graph, ["accounts.dev.iam_roles.admin"]))
    assert (members.get("iam_roles.other") == ("entered", "is part of accounts.dev")) is has_all
    assert ("vpcs.main.instances.web" in members) is has_all
    if has_all:
        assert members["secrets.crown"][0] == "exposed"


@pytest.mark.parametrize(
    ("action", "reason", "clause"),
    [
        (
            "iam:UpdateAssumeRolePolicy",
            "iam_roles.admin may make it let itself in (iam:UpdateAssumeRolePolicy)",
            None,
        ),
        ("iam:PutRolePolicy", None, "{0}.admin: what {0}.other do with permissions that it gives them"),
    ],
)
def test_who_may_change_one_role(action: str, reason: str | None, clause: str | None) -> None:
    """Enters it by its trust; what it does with more permissions is said not to be followed."""
    powers = f"permissions: {{one: {{effect: Allow, actions: ['{action}'], on: iam_roles.other}}}}"
    graph = graph_of(in_account(ADMINISTERED.format(powers=powers)))
    radius = compromise(graph, ["accounts.dev.iam_roles.admin"])
    members = told(radius)
    assert members.get("iam_roles.other") == (("entered", reason) if reason else None)
    assert "accounts.dev" not in members
    if clause:
        assert clause.format("accounts.dev.iam_roles") in radius.not_followed


def test_what_is_not_followed_is_told_in_the_table() -> None:
    """After what is not known."""
    radius = BlastRadius((), ("a",), ("what a session with x gives",))
    assert radius.table().sentence.splitlines()[-1] == "not followed: what a session with x gives"
