"""What actions of AWS hand out, which ARNs they are about, and what AWS's own policies allow of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

READING_ACTIONS: Mapping[str, tuple[str, ...]] = {
    "secrets": ("secretsmanager:GetSecretValue",),
    "s3_buckets": ("s3:GetObject", "s3:GetObjectVersion"),
    "kms_keys": ("kms:Decrypt",),
    "ecr_repositories": ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
    "kinesis_streams": ("kinesis:GetRecords",),
    "cloudwatch_log_groups": ("logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery"),
    "prometheus_workspaces": ("aps:QueryMetrics",),
    "opensearch_domains": ("es:ESHttpGet", "es:ESHttpPost"),
    "aurora_clusters": ("rds-db:connect", "rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement"),
}
"""Section of the resource -> the actions that hand out its content.

secretsmanager:BatchGetSecretValue is none: it gives only secrets for which GetSecretValue is allowed as well
(https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets_cli.html).
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""
CHANGING_ACTIONS: Mapping[str, tuple[str, ...]] = {
    "secrets": ("secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret", "secretsmanager:DeleteSecret"),
    "s3_buckets": ("s3:PutObject", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutLifecycleConfiguration"),
    "kms_keys": ("kms:ScheduleKeyDeletion", "kms:DisableKey"),
    "ecr_repositories": ("ecr:PutImage", "ecr:BatchDeleteImage", "ecr:PutLifecyclePolicy", "ecr:DeleteRepository"),
    "kinesis_streams": ("kinesis:PutRecord", "kinesis:PutRecords", "kinesis:DeleteStream"),
    "cloudwatch_log_groups": (
        *("logs:PutLogEvents", "logs:DeleteLogStream", "logs:DeleteLogGroup", "logs:PutRetentionPolicy"),
    ),
    "prometheus_workspaces": ("aps:RemoteWrite", "aps:DeleteWorkspace"),
    "opensearch_domains": ("es:ESHttpPut", "es:ESHttpPost", "es:ESHttpPatch", "es:ESHttpDelete", "es:DeleteDomain"),
    "aurora_clusters": (
        *("rds-db:connect", "rds-data:ExecuteStatement", "rds-data:BatchExecuteStatement"),
        *("rds:ModifyDBCluster", "rds:DeleteDBCluster"),
    ),
    "elasticache_replication_groups": ("elasticache:DeleteReplicationGroup",),
    "efs_file_systems": ("elasticfilesystem:ClientWrite", "elasticfilesystem:DeleteFileSystem"),
    "backup_vaults": ("backup:DeleteRecoveryPoint", "backup:DeleteBackupVault"),
}
"""Section of the resource -> the actions that write, replace or delete its content, in one call or by a rule of its
own. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"""
OPENING_ACTIONS: Mapping[str, tuple[str, ...]] = {
    "secrets": ("secretsmanager:PutResourcePolicy",),
    "s3_buckets": ("s3:PutBucketPolicy",),
    "kms_keys": ("kms:PutKeyPolicy", "kms:CreateGrant"),
    "ecr_repositories": ("ecr:SetRepositoryPolicy",),
}
"""Section of the resource -> the actions that let anybody in, whoever takes them among them."""
ASSUMING_ACTIONS = ("sts:AssumeRole",)
ADMINISTERING_ACTIONS = (
    *("iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:CreatePolicyVersion"),
)
"""Each of them, on everything, is as much as all of IAM: to be let in by any role, or to be given any permission.
AWS counts them as "Permissions management":
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html"""
POWERS = tuple(
    dict.fromkeys(
        (
            *(action for actions in READING_ACTIONS.values() for action in actions),
            *(action for actions in CHANGING_ACTIONS.values() for action in actions),
            *(action for actions in OPENING_ACTIONS.values() for action in actions),
            *ASSUMING_ACTIONS,
            *ADMINISTERING_ACTIONS,
        )
    )
)
"""All that is followed from an identity."""
EVERYTHING = "*"
_ANY = "\0" * 64
"""Stands in an ARN for a part that only `*` fits."""
_ARNS: Mapping[str, str] = {
    "secretsmanager": f"arn:aws:secretsmanager:{_ANY}:{_ANY}:secret:{_ANY}",
    "s3": f"arn:aws:s3:::{_ANY}/{_ANY}",
    "kms": f"arn:aws:kms:{_ANY}:{_ANY}:key/{_ANY}",
    "ecr": f"arn:aws:ecr:{_ANY}:{_ANY}:repository/{_ANY}",
    "rds-db": f"arn:aws:rds-db:{_ANY}:{_ANY}:dbuser:{_ANY}/{_ANY}",
    "rds-data": f"arn:aws:rds:{_ANY}:{_ANY}:cluster:{_ANY}",
    "kinesis": f"arn:aws:kinesis:{_ANY}:{_ANY}:stream/{_ANY}",
    "logs": f"arn:aws:logs:{_ANY}:{_ANY}:log-group:{_ANY}",
    "aps": f"arn:aws:aps:{_ANY}:{_ANY}:workspace/{_ANY}",
    "es": f"arn:aws:es:{_ANY}:{_ANY}:domain/{_ANY}",
    "rds": f"arn:aws:rds:{_ANY}:{_ANY}:cluster:{_ANY}",
    "elasticache": f"arn:aws:elasticache:{_ANY}:{_ANY}:replicationgroup:{_ANY}",
    "elasticfilesystem": f"arn:aws:elasticfilesystem:{_ANY}:{_ANY}:file-system/{_ANY}",
    "backup": f"arn:aws:backup:{_ANY}:{_ANY}:backup-vault:{_ANY}",
    "sts": f"arn:aws:iam::{_ANY}:role/{_ANY}",
    "iam": f"arn:aws:iam::{_ANY}:role/{_ANY}",
    "iam:CreatePolicyVersion": f"arn:aws:iam::{_ANY}:policy/{_ANY}",
    "s3:PutLifecycleConfiguration": f"arn:aws:s3:::{_ANY}",
    "s3:PutBucketPolicy": f"arn:aws:s3:::{_ANY}",
    "backup:DeleteRecoveryPoint": f"arn:aws:backup:{_ANY}:{_ANY}:recovery-point:{_ANY}",
}
"""Service of an action, or the action where its service has several sorts -> the ARN of anything that it is about.
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""


class ManagedPolicy(NamedTuple):
    """What a policy of AWS's allows on everything: `actions`, but none of `but_not`. Only what `POWERS` asks about."""

    actions: tuple[str, ...]
    but_not: tuple[str, ...] = ()

    def allows(self, action: str) -> bool:
        """Whether the policy allows an action, on any resource."""
        return fits(self.actions, action) and not fits(self.but_not, action)


_PULL = ("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer")
MANAGED_POLICIES: Mapping[str, ManagedPolicy] = {
    "AdministratorAccess": ManagedPolicy((EVERYTHING,)),
    "PowerUserAccess": ManagedPolicy((EVERYTHING,), ("iam:*", "organizations:*", "account:*")),
    "ReadOnlyAccess": ManagedPolicy(
        (
            *("s3:Get*", "ecr:BatchGet*", "ecr:Get*", "kinesis:Get*", "logs:Get*", "logs:FilterLogEvents"),
            *("logs:StartQuery", "aps:QueryMetrics", "es:ESHttpGet"),
        )
    ),
    "SecretsManagerReadWrite": ManagedPolicy(("secretsmanager:*",)),
    "AmazonS3FullAccess": ManagedPolicy(("s3:*",)),
    "IAMFullAccess": ManagedPolicy(("iam:*",)),
    "AmazonS3ReadOnlyAccess": ManagedPolicy(("s3:Get*",)),
    "AmazonEC2ContainerRegistryPullOnly": ManagedPolicy(_PULL),
    "AmazonEC2ContainerRegistryReadOnly": ManagedPolicy(_PULL),
}
"""AWS managed policies by name, each as on its page under
https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html (AdministratorAccess.html, ...).
ReadOnlyAccess lists and describes secrets and keys, and neither reads nor decrypts; logs, metrics and what a stream or
a search domain holds it reads."""
_AWS = "arn:aws:iam::aws:policy/"


def managed_policy(name: str) -> ManagedPolicy | None:
    """What is known of a managed policy, by its name or its ARN; None for any other."""
    return MANAGED_POLICIES.get(name.removeprefix(_AWS))


def fits(patterns: tuple[str, ...], text: str) -> bool:
    """Whether one of some patterns with `*` and `?` fits a text, case apart, as with the names of actions.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    """
    return any(_regex(pattern).fullmatch(text) for pattern in patterns)


def covers_all(pattern: str, action: str) -> bool:
    """Whether an ARN pattern fits everything that an action may be about, in any region: `*`,
    `arn:aws:secretsmanager:*:*:secret:*`.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    """
    return pattern == EVERYTHING or bool(_regex(pattern).fullmatch(_arn(action)))


def arn_service(action: str) -> str:
    """The service in the ARNs of what an action is about: `iam` for sts:AssumeRole."""
    return _arn(action).split(":")[2]


def _arn(action: str) -> str:
    return _ARNS.get(action) or _ARNS[action.partition(":")[0]]


@lru_cache(maxsize=4096)
def _regex(text: str) -> re.Pattern[str]:
    """IAM's wildcards as a regular expression."""
    parts = (".*" if char == "*" else "." if char == "?" else re.escape(char) for char in text)
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)
