"""Which icon stands for which kind: the AWS icons that the `diagrams` package ships. Graphviz is never run."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

MISSING = "The AWS icons are missing: install the extra, innovate-model[diagrams]."

# Kinds as resource types are named in the singular, and the services that an organisation view names. AWS's own icons
# are SERVICE/NAME; other publishers' have their folder before that.
_FILES: dict[str, str] = {
    "access_analyzer": "security/identity-and-access-management-iam-access-analyzer",
    "accessanalyzer_analyzer": "security/identity-and-access-management-iam-access-analyzer",
    "account": "management/organizations-account",
    "account_assignment": "security/identity-and-access-management-iam",
    "acm_certificate": "security/certificate-manager",
    "admission_policy": "k8s/others/psp",
    "apigatewayv2_api": "network/api-gateway",
    "apigatewayv2_vpc_link": "network/api-gateway-endpoint",
    "application": "general/client",
    "approval": "general/user",
    "argocd_application_set": "onprem/gitops/argocd",
    "athena": "analytics/athena",
    "aurora_cluster": "database/aurora",
    "aurora_instance": "database/aurora-instance",
    "backup_vault": "storage/backup",
    "budget": "cost/budgets",
    "cloudfront_distribution": "network/cloudfront",
    "cloudtrail": "management/cloudtrail",
    "cloudwatch": "management/cloudwatch",
    "cloudwatch_log_group": "management/cloudwatch-logs",
    "cloudwatch_metric_alarm": "management/cloudwatch-alarm",
    "codeartifact": "devtools/codeartifact",
    "codeartifact_domain": "devtools/codeartifact",
    "codeartifact_repository": "devtools/codeartifact",
    "codebuild": "devtools/codebuild",
    "config": "management/config",
    "config_aggregator": "management/config",
    "config_recorder": "management/config",
    "cost_anomaly_monitor": "cost/cost-management",
    "cost_explorer": "cost/cost-explorer",
    "customer_gateway": "network/vpc-customer-gateway",
    "daemon_set": "k8s/compute/ds",
    "delegated_administrator": "management/organizations",
    "delivery_pipeline": "devtools/codepipeline",
    "deployment": "k8s/compute/deploy",
    "detective": "security/detective",
    "direct_connect": "network/direct-connect",
    "dms_replication_task": "database/database-migration-service",
    "dx_connection": "network/direct-connect",
    "dx_gateway": "network/direct-connect",
    "dynamodb_table": "database/dynamodb",
    "ebs_volume": "storage/elastic-block-store-ebs",
    "ecr_repository": "compute/ec2-container-registry",
    "efs_file_system": "storage/elastic-file-system-efs",
    "eks_addon": "k8s/others/crd",
    "eks_cluster": "compute/elastic-kubernetes-service",
    "eks_node_group": "compute/ec2-auto-scaling",
    "elastic_ip": "compute/ec2-elastic-ip-address",
    "elasticache_node": "database/elasticache-cache-node",
    "elasticache_replication_group": "database/elasticache",
    "eventbridge_rule": "integration/eventbridge",
    "firewall": "network/network-firewall",
    "fis_experiment_template": "k8s/chaos/chaos-mesh",
    "flow_log": "network/vpc-flow-logs",
    "glue_crawler": "analytics/glue-crawlers",
    "glue_job": "analytics/glue",
    "grafana_workspace": "management/amazon-managed-grafana",
    "guardduty": "security/guardduty",
    "guardduty_detector": "security/guardduty",
    "helm_release": "k8s/ecosystem/helm",
    "iam_policy": "security/identity-and-access-management-iam-permissions",
    "iam_role": "security/identity-and-access-management-iam-role",
    "identity_center": "security/single-sign-on",
    "ingress": "k8s/network/ing",
    "inspector": "security/inspector",
    "inspector2_enabler": "security/inspector",
    "instance": "compute/ec2",
    "internet_gateway": "network/internet-gateway",
    "kinesis_firehose_delivery_stream": "analytics/kinesis-data-firehose",
    "kinesis_stream": "analytics/kinesis-data-streams",
    "kms_key": "security/key-management-service",
    "lambda_function": "compute/lambda",
    "lb": "network/elb-application-load-balancer",
    "macie": "security/macie",
    "namespace": "k8s/group/ns",
    "nat_gateway": "network/nat-gateway",
    "network_acl": "network/nacl",
    "network_lb": "network/elb-network-load-balancer",
    "network_policy": "k8s/network/netpol",
    "on_premises": "general/traditional-server",
    "opensearch_domain": "analytics/amazon-opensearch-service",
    "organization": "management/organizations",
    "organizational_unit": "management/organizations-organizational-unit",
    "permission_set": "security/identity-and-access-management-iam-permissions",
    "practice": "management/well-architected-tool",
    "prefix_list": "network/route-table",
    "priority_class": "k8s/controlplane/sched",
    "prometheus": "management/amazon-managed-prometheus",
    "prometheus_workspace": "management/amazon-managed-prometheus",
    "ram_resource_share": "security/resource-access-manager",
    "ram_share": "security/resource-access-manager",
    "rds_global_cluster": "database/aurora",
    "rds_instance": "database/rds-instance",
    "reservation": "cost/reserved-instance-reporting",
    "role": "security/identity-and-access-management-iam-role",
    "route53": "network/route-53",
    "route53_resolver_query_log_config": "network/route-53",
    "route53_zone": "network/route-53-hosted-zone",
    "route_table": "network/route-table",
    "runbook": "management/systems-manager-documents",
    "s3_bucket": "storage/simple-storage-service-s3-bucket",
    "savings_plan": "cost/savings-plans",
    "secret": "security/secrets-manager",
    "security_group": "general/generic-firewall",
    "security_hub": "security/security-hub",
    "securityhub_account": "security/security-hub",
    "service_account": "k8s/rbac/sa",
    "service_control_policy": "security/identity-and-access-management-iam-permissions",
    "service_mesh": "onprem/network/istio",
    "shield": "security/shield-advanced",
    "sns_topic": "integration/simple-notification-service-sns-topic",
    "source_repository": "onprem/vcs/git",
    "sqs_queue": "integration/simple-queue-service-sqs-queue",
    "ssm": "management/systems-manager",
    "subscriber": "general/users",
    "transit_gateway": "network/transit-gateway",
    "transit_gateway_attachment": "network/transit-gateway-attachment",
    "users": "general/users",
    "vpc": "network/vpc",
    "vpc_endpoint": "network/endpoint",
    "vpc_endpoint_service": "network/privatelink",
    "vpc_peering": "network/vpc-peering",
    "vpn_connection": "network/vpn-connection",
    "vpn_gateway": "network/vpn-gateway",
    "wafv2_web_acl": "security/waf",
    "xray_group": "devtools/x-ray",
}


_FRAMES = frozenset({"availability_zone", "region", "subnet"})
"""Kinds that are drawn as frames and need no icon."""
PIXELS = 72
"""Width and height of an embedded icon: three pixels per pixel of the drawing."""


class IconsMissing(ImportError):
    """The `diagrams` package is not installed; the text is one sentence that names the extra."""


@dataclass(frozen=True, slots=True)
class Icons:
    """The PNG bytes by kind, and the kinds that have no icon and are drawn as plain boxes, in alphabetical order."""

    png_of: dict[str, bytes]
    without: tuple[str, ...]


def icons_for(kinds: Iterable[str]) -> Icons:
    """The icons of these kinds ("" is no kind). Raises IconsMissing when the `diagrams` package is not installed."""
    wanted = sorted(set(kinds) - _FRAMES - {""})
    return Icons(
        png_of={kind: _png(_FILES[kind]) for kind in wanted if kind in _FILES},
        without=tuple(kind for kind in wanted if kind not in _FILES),
    )


@lru_cache(maxsize=256)
def _png(name: str) -> bytes:
    # The distribution installs its icons into a top-level folder `resources`, which is no package; asking for that name
    # through the import system could find a folder of the user's instead.
    try:
        installed = distribution("diagrams")
    except PackageNotFoundError as error:
        raise IconsMissing(MISSING) from error
    return _shrunk(
        Path(str(installed.locate_file(f"resources/{name if name.count('/') > 1 else f'aws/{name}'}.png"))).read_bytes()
    )


def _shrunk(png: bytes) -> bytes:
    """The icon at the size that drawings need: the originals of up to 500 pixels would make an SVG four times as
    large."""
    try:
        from resvg_py import svg_to_bytes
    except ModuleNotFoundError as error:
        raise IconsMissing(MISSING) from error
    image = f'<image width="{PIXELS}" height="{PIXELS}" href="data:image/png;base64,{b64encode(png).decode("ascii")}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{PIXELS}" height="{PIXELS}">{image}</svg>'
    return bytes(svg_to_bytes(svg_string=svg, skip_system_fonts=True))
