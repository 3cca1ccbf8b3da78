"""Which kinds are written, and what is special about each. A kind that goes field by field is a word in PLAIN; one that
does not has a file with a KIND."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from exporters.terraform.shapes import Kind
from innovate_model.registry import modules

PLAIN = (
    "aurora_instance",
    "backup_vault",
    "egress_only_internet_gateway",
    "elasticache_replication_group",
    "internet_gateway",
    "kinesis_stream",
    "kms_key",
    "prometheus_workspace",
    "rds_cluster_parameter_group",
    "rds_global_cluster",
    "sns_topic",
    "transit_gateway_attachment",
    "transit_gateway_peering_attachment",
    "vpc_peering_connection",
    "vpn_gateway",
    "wafv2_web_acl",
)
_KUBERNETES = "an object inside Kubernetes, which the AWS provider does not make"
UNSUPPORTED = {
    "availability_zone": "AWS's, not Terraform's: subnets name it",
    "deployment": _KUBERNETES,
    "namespace": _KUBERNETES,
    "organization": "aws_organizations_organization has neither title nor region; each account says its `region`",
    "runbook": "a page for people, which no provider makes",
    "service_account": _KUBERNETES + "; the roles that trust it are written",
}


@cache
def kinds() -> Mapping[str, Kind]:
    """Every kind that is written, by name."""
    special = {module.KIND.kind: module.KIND for module in modules(__name__)}
    return dict(sorted({**{kind: Kind(kind) for kind in PLAIN}, **special}.items()))
