"""The reference model is sound, and every check would notice if it were not."""

from functools import cache
from pathlib import Path

import pytest

from innovate_model.checks import all_checks, run
from innovate_model.finding import Severity
from innovate_model.graph import build
from innovate_model.loader import Loaded, load, vary
from innovate_model.reading import parse
from innovate_model.span import path_text

from .support import CHECKS

ROOT = Path(__file__).parents[2]
PRODUCTION = "accounts.production"
VPC = f"{PRODUCTION}.vpcs.main"

FAULTS = {
    "attachment-one-subnet-per-zone": (f"{VPC}.transit_gateway_attachments.hub.subnets", "[app, data]"),
    "backup-retention": (f"{VPC}.aurora_clusters.main.backup_retention_days", "3"),
    "backups-copied-to-another-account": (f"{VPC}.aurora_clusters.main.copies_to", "null"),
    "bucket-blocks-public-access": (f"{PRODUCTION}.s3_buckets.spa.block_public_access", "no"),
    "cidr-overlap": (f"{VPC}.cidr_block", "10.32.0.0/20"),
    "data-subnets-without-egress": (f"{VPC}.route_tables.data.routes", "{192.0.2.0/24: internet_gateways.main}"),
    "database-credentials-by-irsa": (
        f"{VPC}.eks_clusters.main.namespaces.api.deployments.flask-api.service_account",
        "null",
    ),
    "database-multi-az": (f"{VPC}.aurora_clusters.main.instances.reader-2.availability_zone", "b"),
    "database-not-public": (f"{VPC}.aurora_clusters.main.instances.writer.publicly_accessible", "yes"),
    "dedicated-data-subnets": (f"{VPC}.eks_clusters.main.node_groups.jobs.subnets", "data"),
    "deletion-protection": (f"{VPC}.aurora_clusters.main.deletion_protection", "no"),
    "encrypted-with-customer-key": (f"{VPC}.aurora_clusters.main.kms_key", "null"),
    "flow-logs-to-log-archive": (f"{VPC}.flow_logs.all.traffic_type", "REJECT"),
    "https-at-cloudfront": (f"{PRODUCTION}.cloudfront_distributions.spa.viewer_protocol_policy", "allow-all"),
    "listener-protocol": (f"{VPC}.lbs.api.listeners.https.protocol", "TCP"),
    "load-balancer-and-nat-in-public-subnets": (f"{VPC}.lbs.api.subnets", "app"),
    "management-account-without-workloads": (
        "accounts.management.ecr_repositories.tool",
        "{scan_on_push: yes}",
    ),
    "nat-in-the-same-zone": (f"{VPC}.nat_gateways.egress", "{per: null, subnet: public-a}"),
    "network-acl-least-privilege": (f"{VPC}.network_acls.data.ingress.90", "{allow: all, from: 0.0.0.0/0}"),
    "one-vpc-per-environment": (f"{PRODUCTION}.vpcs.second", "{cidr_block: 10.200.0.0/16}"),
    "private-bucket-behind-cloudfront": (
        f"{PRODUCTION}.cloudfront_distributions.spa.origins.spa.access",
        "public",
    ),
    "private-eks-endpoint": (f"{VPC}.eks_clusters.main.endpoint_public_access", "yes"),
    "provisioned-database": (f"{VPC}.aurora_clusters.main.instances.reader-2.instance_class", "db.serverless"),
    "secrets-rotated": (f"{PRODUCTION}.secrets.aurora-app.rotation_days", "null"),
    "security-group-open-to-the-world": (
        f"{VPC}.security_groups.nodes.ingress.ssh",
        "{ports: tcp/22, from: 0.0.0.0/0}",
    ),
    "shield-in-production": (f"{VPC}.lbs.api.shield_advanced", "no"),
    "subnet-in-a-zone-of-its-vpc": (f"{VPC}.subnets.lab", "{cidr_block: 10.99.0.0/24, availability_zone: d}"),
    "subnet-outside-vpc": (f"{VPC}.subnets.lab", "{cidr_block: 10.99.0.0/24, availability_zone: a}"),
    "three-availability-zones": (f"{VPC}.lbs.api.subnets", "[public-a, public-b]"),
    "tls-at-the-load-balancer": (f"{VPC}.lbs.api.listeners.http", "{port: 80, protocol: HTTP, forward_to: api}"),
    "transit-gateway-shared": (
        "accounts.networking.transit_gateways.hub.shared_with",
        "[accounts.shared-services, accounts.dev, accounts.staging]",
    ),
    "two-availability-zones": (f"{VPC}.lbs.api.subnets", "[public-b]"),
    "vpc-endpoints-required": (f"{VPC}.vpc_endpoints.ecr-dkr", "null"),
    "waf-in-front": (f"{VPC}.lbs.api.web_acl", "null"),
    "workload-account-under-a-policy": ("organization.service_control_policies", "null"),
    "workloads-in-private-subnets": (f"{VPC}.eks_clusters.main.node_groups.general.subnets", "public"),
}
"""Check -> the path of an attribute, and the value that breaks the model."""

ELSEWHERE = {
    "nat-in-the-same-zone": f"{VPC}.route_tables.app-b.routes",
    "transit-gateway-shared": f"{VPC}.transit_gateway_attachments.hub.transit_gateway",
    "vpc-endpoints-required": f"{VPC}.vpc_endpoints",
    "workload-account-under-a-policy": "accounts.production.organizational_unit",
}
"""Where the finding stands when that is not the attribute that was broken, or something in it."""


@cache
def innovate() -> Loaded:
    """The reference model."""
    return load(ROOT / "models" / "innovate")


def planted(path: str, value: str) -> Loaded:
    """The reference model with one value changed, as an overlay in a file of its own."""
    keys = path.split(".")
    text = "".join("  " * depth + f"{key}:\n" for depth, key in enumerate(keys))[:-1] + f" {value}\n"
    return vary(innovate(), parse(text, "planted.yaml"))


def test_the_reference_model_is_sound() -> None:
    """No check has anything against the model of the design document."""
    findings = [*innovate().findings, *run(build(innovate().model))]
    assert [finding for finding in findings if finding.severity != Severity.NOTE] == []


def test_every_check_has_its_fault() -> None:
    """The table of planted faults is complete: a new check comes with one."""
    assert sorted(FAULTS) == [check.name for check in all_checks()]
    assert ELSEWHERE.keys() <= FAULTS.keys()


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_planted_fault_is_found(name: str) -> None:
    """One fault, planted in the reference model, is found by its check, there where it was planted."""
    path, value = FAULTS[name]
    broken = planted(path, value)
    assert broken.findings == ()
    findings = run(build(broken.model), [CHECKS[name]])
    expected = ELSEWHERE.get(name, path)
    found = [finding for finding in findings if concerns(path_text(finding.path), expected)]
    assert found, f"expected {expected}, found {[path_text(finding.path) for finding in findings]}"
    if name not in ELSEWHERE and value != "null":
        assert {finding.span.file for finding in found if finding.span} == {"planted.yaml"}


def concerns(path: str, place: str) -> bool:
    """Is a path the place, or in it?"""
    return path == place or path.startswith((f"{place}.", f"{place}["))
