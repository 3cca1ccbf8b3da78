"""aws_opensearch_domain, in its own blocks."""

from __future__ import annotations

from exporters.terraform.parts import key, keys, nested, plain
from exporters.terraform.rules import BOOL, NAME, whole
from exporters.terraform.shapes import Kind, Scalar

KIND = Kind(
    "opensearch_domain",
    instead={
        "instance_type": (
            nested(
                "cluster_config",
                plain("instance_count", Scalar("number", whole(1)), lambda domain: domain.instance_count, default=1),
                plain("instance_type", NAME, lambda domain: domain.instance_type, is_required=True),
                plain("zone_awareness_enabled", BOOL, lambda domain: domain.zone_awareness_enabled, default=False),
            ),
        ),
        "instance_count": (),
        "zone_awareness_enabled": (),
        "volume_size_gb": (
            nested(
                "ebs_options",
                plain(
                    "volume_size", Scalar("number", whole(10)), lambda domain: domain.volume_size_gb, is_required=True
                ),
            ),
        ),
        "subnets": (
            nested(
                "vpc_options",
                keys("security_groups", "security_group", lambda domain: domain.security_groups),
                keys("subnets", "subnet", lambda domain: domain.subnets, is_required=True),
            ),
        ),
        "security_groups": (),
        "encrypt_at_rest": (
            nested(
                "encrypt_at_rest",
                plain("enabled", BOOL, lambda domain: domain.encrypt_at_rest, is_required=True),
                key("kms_key", "kms_key", lambda domain: domain.kms_key),
            ),
        ),
        "kms_key": (),
        "node_to_node_encryption": (
            nested(
                "node_to_node_encryption",
                plain("enabled", BOOL, lambda domain: domain.node_to_node_encryption, is_required=True),
            ),
        ),
        "enforce_https": (
            nested(
                "domain_endpoint_options",
                plain("enforce_https", BOOL, lambda domain: domain.enforce_https, is_required=True),
            ),
        ),
    },
)
