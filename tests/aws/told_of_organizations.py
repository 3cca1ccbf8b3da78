"""The same for what an organisation sets for all its accounts."""

from __future__ import annotations

from typing import Any

from .snapshots import ACCOUNT, REGION
from .told_by_hand import HOME, Case

_TEAM = {"organizations.describe_organization": [{"Id": "o-1", "MasterAccountId": ACCOUNT}]}
_KEY = {"kms.list_keys": [{"KeyId": "k", "KeyArn": f"arn:aws:kms:{HOME}:key/k"}]} | {
    "kms.describe_key": [{"KeyId": "k", "Arn": f"arn:aws:kms:{HOME}:key/k", "KeyManager": "CUSTOMER"}],
    "kms.list_aliases": [{"AliasName": "alias/main", "TargetKeyId": "k"}],
}
_BUCKET = {"s3.list_buckets": [{"Name": "findings"}]}


def _shares(external: bool) -> Any:
    arn = f"arn:aws:ram:{HOME}:resource-share/1"
    about = {"owningAccountId": ACCOUNT, "status": "ACTIVE", "allowExternalPrincipals": external}
    return [{"resourceShareArn": arn, "name": "logs", "tags": [{"key": "Name", "value": "logs"}], **about}]


def _shared(entity: str) -> Any:
    share = f"arn:aws:ram:{HOME}:resource-share/1"
    return [{"resourceShareArn": share, "associatedEntity": entity, "status": "ASSOCIATED"}]


def _hub_standards(name: str) -> Any:
    return [{"StandardsArn": f"arn:aws:securityhub:{REGION}::standards/{name}/v/1.0.0", "StandardsStatus": "READY"}]


def _subscribers(address: str) -> Any:
    return [{"SubscriptionType": "EMAIL", "Address": address}]


def _set(hours: int) -> Any:
    return [{"Name": "Reader", "PermissionSetArn": "arn:aws:sso:::permissionSet/1/2", "SessionDuration": f"PT{hours}H"}]


_PEOPLE = {
    **_TEAM,
    "sso-admin.list_instances": [{"InstanceArn": "arn:aws:sso:::instance/1", "IdentityStoreId": "d-1"}],
    "sso-admin.list_permission_sets": ["arn:aws:sso:::permissionSet/1/2"],
    "sso-admin.describe_permission_set": _set(4),
    "sso-admin.list_managed_policies_in_permission_set": [
        {"Name": "X", "Arn": "arn:aws:iam::aws:policy/SecurityAudit"}
    ],
    "sso-admin.get_inline_policy_for_permission_set": [{"InlinePolicy": ""}],
    "sso-admin.get_permissions_boundary_for_permission_set": [
        {"CustomerManagedPolicyReference": {"Name": "edge", "Path": "/"}}
    ],
    "sso-admin.list_accounts_for_provisioned_permission_set": [ACCOUNT],
    "sso-admin.list_account_assignments": [{"AccountId": ACCOUNT, "PrincipalType": "GROUP", "PrincipalId": "g-1"}],
    "identitystore.list_groups": [{"GroupId": "g-1", "DisplayName": "readers", "IdentityStoreId": "d-1"}],
}
_CENTER = """identity_center:
    permission_sets:
      Reader: {managed_policies: [SecurityAudit], session_duration_hours: 4, permissions_boundary: edge}
    account_assignments: {all: {group: readers, permission_set: permission_sets.Reader, accounts: [accounts.team]}}"""
_DETECTOR = {
    **_KEY,
    **_BUCKET,
    "guardduty.list_detectors": ["d1"],
    "guardduty.get_detector": [{"Status": "ENABLED", "Tags": {"Name": "main"}, "Features": []}],
    "guardduty.get_administrator_account": [],
    "guardduty.list_members": [],
    "guardduty.describe_organization_configuration": [{"AutoEnableOrganizationMembers": "ALL"}],
    "guardduty.list_publishing_destinations": [{"DestinationId": "p1", "DestinationType": "S3"}],
    "guardduty.describe_publishing_destination": [
        {
            "DestinationId": "p1",
            "DestinationProperties": {
                "DestinationArn": "arn:aws:s3:::findings/threats",
                "KmsKeyArn": f"arn:aws:kms:{HOME}:key/k",
            },
        }
    ],
}


def _delegated(service: str) -> Any:
    return [{"ServicePrincipal": service}]


def _inspected(*words: str) -> Any:
    return [
        {
            "accountId": ACCOUNT,
            "state": {"status": "ENABLED"},
            "resourceState": {word: {"status": "ENABLED"} for word in words},
        }
    ]


def _global(protected: bool) -> Any:
    about = {"GlobalClusterIdentifier": "all", "GlobalClusterArn": f"arn:aws:rds::{ACCOUNT}:global-cluster:all"}
    engine = {"Engine": "aurora-postgresql", "EngineVersion": "16.6", "StorageEncrypted": True}
    return [{**about, **engine, "DeletionProtection": protected}]


CASES = (
    Case(
        "rds_global_cluster",
        "rds_global_clusters: {all: {engine: aurora-postgresql, engine_version: '16.6', storage_encrypted: yes, "
        "deletion_protection: yes}}",
        {"rds.describe_global_clusters": _global(protected=True)},
        {"rds.describe_global_clusters": _global(protected=False)},
        "deletion_protection",
    ),
    Case(
        "inspector2_enabler",
        "inspector_enablers: {images: {resource_types: [ECR], accounts: [accounts.team], auto_enable: [ECR]}}",
        {
            "inspector2.batch_get_account_status": _inspected("ecr"),
            "inspector2.get_delegated_admin_account": [],
            "inspector2.describe_organization_configuration": [{"ec2": False, "ecr": True}],
            "inspector2.list_members": [],
        },
        {"inspector2.batch_get_account_status": _inspected("ecr", "ec2")},
        "resource_types",
    ),
    Case(
        "securityhub_account",
        "security_hubs: {main: {standards: [pci-dss], auto_enable: yes, linking_mode: ALL_REGIONS}}",
        {
            "securityhub.describe_hub": [{"HubArn": f"arn:aws:securityhub:{HOME}:hub/default"}],
            "securityhub.get_enabled_standards": _hub_standards("pci-dss"),
            "securityhub.describe_organization_configuration": [{"AutoEnable": True}],
            "securityhub.list_members": [],
            "securityhub.list_finding_aggregators": [{"FindingAggregatorArn": "arn:f"}],
            "securityhub.get_finding_aggregator": [{"RegionLinkingMode": "ALL_REGIONS"}],
        },
        {"securityhub.get_enabled_standards": _hub_standards("nist-800-53")},
        "standards",
    ),
    Case(
        "guardduty_detector",
        "kms_keys: {main: {}}\n    s3_buckets: {findings: {}}\n    guardduty_detectors: {main: {"
        "auto_enable_organization_members: ALL, "
        "publishing_destination: {bucket: s3_buckets.findings, kms_key: kms_keys.main}}}",
        _DETECTOR,
        {"guardduty.list_publishing_destinations": []},
        "publishing_destination",
    ),
    Case(
        "budget",
        "budgets: {all: {limit_usd: 800, alerts: {near: {threshold_percent: 80, subscribers: [a@b.example]}}}}",
        {
            "budgets.describe_budgets": [
                {
                    "BudgetName": "all",
                    "BudgetType": "COST",
                    "TimeUnit": "MONTHLY",
                    "BudgetLimit": {"Amount": "800.0", "Unit": "USD"},
                }
            ],
            "budgets.describe_notifications_for_budget": [
                {"NotificationType": "ACTUAL", "Threshold": 80.0, "ComparisonOperator": "GREATER_THAN"}
            ],
            "budgets.describe_subscribers_for_notification": _subscribers("a@b.example"),
        },
        {"budgets.describe_subscribers_for_notification": _subscribers("c@d.example")},
        "alerts",
    ),
    Case(
        "permission_set",
        "",
        _PEOPLE,
        {"sso-admin.describe_permission_set": _set(12)},
        "session_duration_hours",
        _CENTER,
    ),
    Case(
        "account_assignment",
        "",
        _PEOPLE,
        {"identitystore.list_groups": [{"GroupId": "g-1", "DisplayName": "others", "IdentityStoreId": "d-1"}]},
        "",
        _CENTER,
    ),
    Case(
        "delegated_administrator",
        "",
        {
            **_TEAM,
            "organizations.list_delegated_administrators": [{"Id": ACCOUNT}],
            "organizations.list_delegated_services_for_account": _delegated("guardduty.amazonaws.com"),
        },
        {"organizations.list_delegated_services_for_account": _delegated("config.amazonaws.com")},
        "",
        "delegated_administrators: {threats: {account: accounts.team, service_principal: guardduty.amazonaws.com}}",
    ),
    Case(
        "ram_resource_share",
        "s3_buckets: {findings: {}}\n    resolver_query_log_configs: {central: {to: s3_buckets.findings}}\n"
        "    resource_shares: {logs: {resources: [resolver_query_log_configs.central], "
        "principals: [organization.organizational_units.all], allow_external_principals: no}}",
        {
            **_TEAM,
            **_BUCKET,
            "organizations.list_roots": [{"Id": "r-1"}],
            "organizations.list_organizational_units_for_parent": lambda request: (
                [{"Id": "ou-1", "Name": "all"}] if request["ParentId"] == "r-1" else []
            ),
            "route53resolver.list_resolver_query_log_configs": [
                {
                    "Id": "q1",
                    "Arn": "arn:q1",
                    "Name": "central",
                    "OwnerId": ACCOUNT,
                    "DestinationArn": "arn:aws:s3:::findings",
                }
            ],
            "ram.get_resource_shares.SELF": _shares(external=False),
            "ram.get_resource_share_associations.RESOURCE": _shared("arn:q1"),
            "ram.get_resource_share_associations.PRINCIPAL": _shared(f"arn:aws:organizations::{ACCOUNT}:ou/o-1/ou-1"),
        },
        {"ram.get_resource_shares.SELF": _shares(external=True)},
        "allow_external_principals",
        "organizational_units: {all: {}}",
    ),
)
