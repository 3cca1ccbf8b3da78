"""iam_roles"""

import pytest

from .support import faults, one

TRUST = "trust: {services: [ec2.amazonaws.com]}"


def edges_of(permissions: str) -> set[str]:
    """What a role of the account reads or assumes with these permissions."""
    _, edges = one("account", f"iam_roles:\n  it:\n    {TRUST}\n    permissions: {permissions}")
    return {edge for edge in edges if edge.startswith(("reads ", "assumes "))}


def test_a_role_trusts_the_service_account_of_pods() -> None:
    """The relation stands at the role, which is the dependent of the two."""
    it, edges = one(
        "account",
        """
        iam_roles:
          it:
            trust:
              irsa: vpcs.main.eks_clusters.k8s.namespaces.api.service_accounts.api
              roles: role
              federated: {github: {provider: token.actions.githubusercontent.com, subjects: [repo:a/b:*]}}
            permissions: {password: {effect: Allow, actions: [secretsmanager:GetSecretValue], on: secrets.password}}
        """,
    )
    assert it.trust.federated["github"].subjects == ("repo:a/b:*",)
    assert edges == {
        "trusts eks_clusters.k8s.namespaces.api.service_accounts.api",
        "trusts iam_roles.role",
        "applies_to secrets.password",
        "reads secrets.password",
    }


@pytest.mark.parametrize(
    ("permissions", "expected"),
    [
        ("{p: {effect: Allow, actions: [s3:PutObject], on: s3_buckets.store}}", set()),
        ("{p: {effect: Allow, actions: ['S3:get*'], on: s3_buckets.store}}", {"reads s3_buckets.store"}),
        ("{p: {effect: Allow, actions: ['kms:Decryp?'], on: kms_keys.key}}", {"reads kms_keys.key"}),
        ("{p: {effect: Allow, actions: ['s3.GetObject'], on: s3_buckets.store}}", set()),
        ("{p: {effect: Allow, actions: [s3:GetObject], on: secrets.password}}", set()),
        ("{p: {effect: Deny, actions: [s3:GetObject], on: s3_buckets.store}}", set()),
        ("{p: {effect: Allow, actions: ['sts:*'], on: iam_roles.role}}", {"assumes iam_roles.role"}),
        ("{p: {effect: Allow, actions: ['*'], resources: ['*']}}", {"reads accounts.dev"}),
        ("{p: {effect: Allow, actions: ['ec2:*'], resources: ['*']}}", set()),
        ("{p: {effect: Allow, actions: ['*'], resources: ['arn:aws:s3:::store/*']}}", set()),
    ],
)
def test_what_a_role_reads(permissions: str, expected: set[str]) -> None:
    """Only an Allow of an action that hands out the content of its target reads it."""
    assert edges_of(permissions) == expected


@pytest.mark.parametrize(
    ("deny", "expected"),
    [
        ("{effect: Deny, actions: ['s3:Get*'], on: s3_buckets.store}", set()),
        ("{effect: Deny, actions: ['*'], resources: ['*']}", set()),
        ("{effect: Deny, actions: [s3:PutObject], on: s3_buckets.store}", {"reads s3_buckets.store"}),
        (
            "{effect: Deny, actions: ['*'], resources: ['*'], condition: {Bool: {aws:SecureTransport: false}}}",
            {"reads s3_buckets.store"},
        ),
    ],
)
def test_an_explicit_deny_wins(deny: str, expected: set[str]) -> None:
    """A Deny without condition on the same target takes the power away; any other leaves it."""
    allow = "{effect: Allow, actions: [s3:GetObject], on: s3_buckets.store}"
    assert edges_of(f"{{allow: {allow}, deny: {deny}}}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iam_roles:\n  it:\n    trust: {}", "missing-key:3"),
        ("iam_roles:\n  it: {}", "missing-key:2"),
        (
            f"iam_roles:\n  it:\n    {TRUST}\n    permissions:\n      p: {{effect: Allow, actions: [a]}}",
            "missing-key:5",
        ),
        (
            f"iam_roles:\n  it:\n    {TRUST}\n    permissions:\n      p: {{effect: Allow, actions: [a], on: secret}}",
            "dangling-reference:5",
        ),
        ("iam_roles:\n  it:\n    trust: {irsa: api}", "dangling-reference:3"),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
