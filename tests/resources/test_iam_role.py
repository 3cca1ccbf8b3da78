"""iam_roles"""

import pytest

from innovate_model.resources.iam_actions import POWERS, managed_policy

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
        ("{p: {effect: Allow, actions: ['*'], resources: ['*']}}", {"reads accounts.dev", "assumes accounts.dev"}),
        (
            "{p: {effect: Allow, actions: ['*'], resources: ['arn:aws:secretsmanager:*:*:secret:*']}}",
            {"reads accounts.dev"},
        ),
        ("{p: {effect: Allow, actions: ['sts:*'], resources: ['arn:*:iam::*']}}", {"assumes accounts.dev"}),
        ("{p: {effect: Allow, actions: ['*'], resources: ['arn:aws:secretsmanager:*:*:secret:a*']}}", set()),
        (
            "{p: {effect: Allow, actions: ['*'], resources: ['arn:aws:s3:::*', 'arn:aws:ec2:*']}}",
            {"reads accounts.dev"},
        ),
        ("{p: {effect: Allow, actions: [secretsmanager:BatchGetSecretValue], on: secrets.password}}", set()),
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
        ("{effect: Deny, actions: ['*'], resources: ['arn:aws:s3:::*']}", set()),
        ("{effect: Deny, actions: ['*'], resources: ['arn:aws:s3:::else/*']}", {"reads s3_buckets.store"}),
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
    ("policies", "expected"),
    [
        ("[AdministratorAccess]", {"reads", "changes", "assumes", "administers"}),
        ("['arn:aws:iam::aws:policy/PowerUserAccess']", {"reads", "changes", "assumes"}),
        ("[ReadOnlyAccess]", {"reads"}),
        ("[SecretsManagerReadWrite]", {"reads", "changes"}),
        ("[AmazonEKSClusterPolicy]", set()),
        ("['arn:aws:iam::012345670123:policy/AdministratorAccess']", set()),
    ],
)
def test_what_the_known_managed_policies_allow(policies: str, expected: set[str]) -> None:
    """On everything in the account; nothing is taken from a policy that is not AWS's."""
    _, edges = one("account", f"iam_roles:\n  it:\n    {TRUST}\n    managed_policies: {policies}")
    assert {edge for edge in edges if "trusts" not in edge} == {f"{verb} accounts.dev" for verb in expected}


def test_read_only_access_neither_reads_secrets_nor_decrypts() -> None:
    """Of secrets and keys it sees that they are there: objects, images, records, logs and metrics it reads."""
    policy = managed_policy("ReadOnlyAccess")
    assert policy is not None
    assert [action for action in POWERS if policy.allows(action)] == [
        "s3:GetObject",
        "s3:GetObjectVersion",
        "ecr:BatchGetImage",
        "ecr:GetDownloadUrlForLayer",
        "kinesis:GetRecords",
        "logs:GetLogEvents",
        "logs:FilterLogEvents",
        "logs:StartQuery",
        "aps:QueryMetrics",
        "es:ESHttpGet",
    ]


def test_what_is_not_followed_is_named() -> None:
    """Policies that stand elsewhere, narrower patterns and conditions; nothing about actions that read nothing."""
    it, _ = one(
        "account",
        f"""
        iam_roles:
          it:
            {TRUST}
            managed_policies: [AdministratorAccess, Own]
            permissions_boundary: limits
            permissions:
              some:
                {{effect: Allow, actions: ['secretsmanager:*'], resources: ['arn:aws:secretsmanager:*:*:secret:a*']}}
              not: {{effect: Deny, actions: ['*'], resources: ['arn:aws:s3:::store/*', 'arn:aws:ec2:*']}}
              when: {{effect: Allow, actions: [s3:GetObject], resources: ['*'], condition: {{Bool: {{a: true}}}}}}
              write: {{effect: Allow, actions: [s3:PutObject], resources: ['arn:aws:s3:::store/*']}}
              all: {{effect: Allow, actions: [s3:GetObject], resources: ['arn:aws:s3:::*']}}
        """,
    )
    assert list(it.unfollowed()) == [
        "what the managed policy Own allows",
        "what the permissions boundary limits takes away",
        "what permissions.some allows on arn:aws:secretsmanager:*:*:secret:a*",
        "what permissions.not denies on arn:aws:s3:::store/*",
        "whether the condition of permissions.when is met",
        "what permissions.write allows on arn:aws:s3:::store/*",
    ]


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


def test_people_of_identity_center_are_let_in_by_condition() -> None:
    """A trust in an account may be narrowed to the roles of one permission set."""
    arn = "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Audit_*"
    trust = f'{{accounts: accounts.dev, condition: {{ArnLike: {{aws:PrincipalArn: "{arn}"}}}}}}'
    it, edges = one("account", f"iam_roles:\n  it:\n    trust: {trust}")
    assert it.trust.condition == {"ArnLike": {"aws:PrincipalArn": arn}}
    assert edges == {"trusts accounts.dev"}


@pytest.mark.parametrize(
    ("trust", "code"),
    [
        ("{federated: {sso: {provider: sso.amazonaws.com, subjects: ['*']}}}", "bad-provider"),
        ("{services: [ec2.amazonaws.com], condition: {Bool: {aws:SecureTransport: true}}}", "missing-key"),
    ],
)
def test_a_trust_that_aws_does_not_have(trust: str, code: str) -> None:
    """Identity Center vouches for nobody by OpenID Connect, and a condition needs principals that it narrows."""
    (fault,) = faults("account", f"iam_roles:\n  it:\n    trust: {trust}")
    assert fault.startswith(f"{code}:")
