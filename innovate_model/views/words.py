"""Kinds in the words that people use, and short facts about a resource."""

from __future__ import annotations

from innovate_model.resources.base import Resource

_WORDS = {
    "aurora_cluster": "Aurora",
    "cloudfront_distribution": "CloudFront",
    "customer_gateway": "on-premises",
    "ecr_repository": "ECR",
    "egress_only_internet_gateway": "Egress-only gateway",
    "eks_cluster": "EKS",
    "elastic_ip": "Elastic IP",
    "elasticache_replication_group": "ElastiCache",
    "iam_role": "IAM roles",
    "instance": "EC2",
    "internet_gateway": "Internet gateway",
    "kms_key": "KMS keys",
    "lb": "Load balancer",
    "nat_gateway": "NAT gateway",
    "s3_bucket": "S3",
    "secret": "Secrets",
    "service_control_policy": "SCP",
    "transit_gateway": "Transit gateway",
    "transit_gateway_attachment": "TGW attachment",
    "vpc": "VPC",
    "vpc_endpoint": "VPC endpoint",
    "vpn_connection": "VPN",
    "vpn_gateway": "VPN gateway",
    "wafv2_web_acl": "WAF",
}


def words(kind: str) -> str:
    """What a diagram calls a kind."""
    return _WORDS.get(kind, kind.replace("_", " ").capitalize())


def fact(resource: Resource) -> str:
    """One short fact about a resource, for the second line of its box."""
    values = resource.__dict__
    match resource.kind:
        case "lb":
            kind = "Application" if values["type_"] == "application" else "Network"
            return " · ".join((f"{kind} Load Balancer", *(("WAF",) if values["web_acl"] else ())))
        case "eks_cluster":
            return f"EKS {values['version']}"
        case "eks_node_group":
            scaling = values["scaling_config"]
            spot = "spot · " if values["capacity_type"] == "SPOT" else ""
            return f"{spot}{values['instance_types'][0]} · {scaling.min_size}–{scaling.max_size}"
        case "aurora_cluster":
            return f"{values['engine']} {values['engine_version']}"
        case "aurora_instance":
            return str(values["instance_class"])
        case "elasticache_replication_group":
            return f"{values['num_cache_clusters']} × {values['node_type']}"
        case "instance":
            return str(values["instance_type"])
        case "vpc" | "subnet":
            return " ".join(resource.cidr_blocks)  # type: ignore[attr-defined] # both have it
        case "customer_gateway":
            return " ".join(values["cidr_blocks"]) or "on-premises"
        case "account":
            return str(values["account_id"])
        case _:
            return words(resource.kind)
