"""Kinds in the words that people use, and short facts about a resource."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from innovate_model.resources.base import Resource

_WORDS = {
    "accessanalyzer_analyzer": "Access Analyzer",
    "aurora_cluster": "Aurora",
    "budget": "Budgets",
    "cloudfront_distribution": "CloudFront",
    "config_aggregator": "AWS Config",
    "cost_anomaly_monitor": "Cost anomaly detection",
    "cloudwatch_log_group": "Log groups",
    "cloudwatch_metric_alarm": "Alarms",
    "customer_gateway": "on-premises",
    "ecr_repository": "ECR",
    "efs_file_system": "EFS",
    "egress_only_internet_gateway": "Egress-only gateway",
    "eks_cluster": "EKS",
    "elastic_ip": "Elastic IP",
    "elasticache_replication_group": "ElastiCache",
    "guardduty_detector": "GuardDuty",
    "iam_policy": "IAM policies",
    "iam_role": "IAM roles",
    "inspector2_enabler": "Inspector",
    "instance": "EC2",
    "internet_gateway": "Internet gateway",
    "kinesis_firehose_delivery_stream": "Data Firehose",
    "kinesis_stream": "Kinesis",
    "kms_key": "KMS keys",
    "lb": "Load balancer",
    "nat_gateway": "NAT gateway",
    "reservation": "Reservations",
    "route53_resolver_query_log_config": "DNS query logs",
    "opensearch_domain": "OpenSearch",
    "prometheus_workspace": "Prometheus",
    "s3_bucket": "S3",
    "savings_plan": "Savings Plan",
    "secret": "Secrets",
    "securityhub_account": "Security Hub",
    "service_control_policy": "SCP",
    "sns_topic": "SNS",
    "transit_gateway": "Transit gateway",
    "transit_gateway_attachment": "TGW attachment",
    "vpc": "VPC",
    "vpc_endpoint": "VPC endpoint",
    "vpn_connection": "VPN",
    "vpn_gateway": "VPN gateway",
    "wafv2_web_acl": "WAF",
    "xray_group": "X-Ray",
}


def words(kind: str) -> str:
    """What a diagram calls a kind."""
    return _WORDS.get(kind, kind.replace("_", " ").capitalize())


def fact(resource: Resource) -> str:
    """One short fact about a resource, for the second line of its box."""
    say = _FACTS.get(resource.kind)
    return say(resource.__dict__) if say is not None else words(resource.kind)


def _load_balancer(values: Mapping[str, Any]) -> str:
    kind = "Application" if values["type_"] == "application" else "Network"
    return " · ".join((f"{kind} Load Balancer", *(("WAF",) if values["web_acl"] else ())))


def _node_group(values: Mapping[str, Any]) -> str:
    scaling = values["scaling_config"]
    spot = "spot · " if values["capacity_type"] == "SPOT" else ""
    return f"{spot}{values['instance_types'][0]} · {scaling.min_size}–{scaling.max_size}"


def _blocks(values: Mapping[str, Any]) -> str:
    return " ".join(block for block in (values["cidr_block"], values["ipv6_cidr_block"]) if block)


_FACTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "account": lambda values: str(values["account_id"]),
    "aurora_cluster": lambda values: f"{values['engine']} {values['engine_version']}",
    "aurora_instance": lambda values: str(values["instance_class"]),
    "customer_gateway": lambda values: " ".join(values["cidr_blocks"]) or "on-premises",
    "eks_cluster": lambda values: f"EKS {values['version']}",
    "eks_node_group": _node_group,
    "elasticache_replication_group": lambda values: f"{values['num_cache_clusters']} × {values['node_type']}",
    "instance": lambda values: str(values["instance_type"]),
    "lb": _load_balancer,
    "opensearch_domain": lambda values: f"{values['instance_count']} × {values['instance_type']}",
    "subnet": _blocks,
    "vpc": _blocks,
}
