"""Which kinds are written, and what is special about each. A kind that goes field by field is a word in PLAIN; one that
does not has a file with a KIND."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from exporters.terraform.shapes import Kind
from innovate_model.registry import modules

PLAIN = (
    "accessanalyzer_analyzer",
    "account_assignment",
    "acm_certificate",
    "apigatewayv2_vpc_link",
    "aurora_instance",
    "backup_vault",
    "budget",
    "codeartifact_domain",
    "config_aggregator",
    "config_recorder",
    "cost_anomaly_monitor",
    "delegated_administrator",
    "dms_replication_task",
    "dx_connection",
    "dx_gateway",
    "ebs_encryption_by_default",
    "egress_only_internet_gateway",
    "elasticache_replication_group",
    "glue_crawler",
    "glue_job",
    "guardduty_detector",
    "iam_policy",
    "inspector2_enabler",
    "internet_gateway",
    "kinesis_stream",
    "kms_key",
    "prometheus_workspace",
    "ram_resource_share",
    "rds_cluster_parameter_group",
    "rds_global_cluster",
    "route53_resolver_query_log_config",
    "securityhub_account",
    "sns_topic",
    "transit_gateway_attachment",
    "transit_gateway_peering_attachment",
    "vpc_endpoint_service",
    "vpc_peering_connection",
    "vpn_gateway",
    "wafv2_web_acl",
)
_KUBERNETES = "an object inside Kubernetes, which the AWS provider does not make"
_HELM = "the Helm provider's, not the AWS provider's"
UNSUPPORTED = {
    "admission_policy": _KUBERNETES,
    "application": "what people use, which no provider makes: its parts are written",
    "argocd_application_set": _KUBERNETES,
    "availability_zone": "AWS's, not Terraform's: subnets name it",
    "daemon_set": _KUBERNETES,
    "delivery_pipeline": "its definition is a file in its repository (.github/workflows), not Terraform's",
    "deployment": _KUBERNETES,
    "helm_release": _HELM,
    "identity_center": "the provider reads the instance, which is enabled by hand, and does not make it",
    "ingress": _KUBERNETES,
    "namespace": _KUBERNETES,
    "network_policy": _KUBERNETES,
    "organization": "aws_organizations_organization has neither title nor region; each account says its `region`",
    "practice": "what people do, which nothing provisions",
    "priority_class": _KUBERNETES,
    "reservation": "a purchase, which cannot be undone; Terraform would buy again what it does not find",
    "runbook": "a page for people, which no provider makes",
    "savings_plan": "a purchase, which cannot be undone; Terraform would buy again what it does not find",
    "service_account": _KUBERNETES + "; the roles that trust it are written",
    "service_mesh": _KUBERNETES,
    "source_repository": "stands at its Git host, which has a provider of its own",
}


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind that is written, by name."""
    special = {module.KIND.kind: module.KIND for module in modules(__name__)}
    return dict(sorted({**{kind: Kind(kind) for kind in PLAIN}, **special}.items()))
