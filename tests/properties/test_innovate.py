"""The reference model's promises: each holds, names its section, and is broken by a change that it forbids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from innovate_model.properties import Proof, Verdict

from .support import ROOT, reference

DEV, PRODUCTION = "accounts.dev.vpcs.main", "accounts.production.vpcs.main"


@dataclass(frozen=True)
class Breach:
    """A change of the model: YAML that stands under a place. `says`: a part of what breaks the promise; `at`: a path
    that its witness leads through."""

    place: str
    yaml: str
    says: str
    at: str

    @property
    def overlay(self) -> str:
        """The change as a whole overlay, in flow style."""
        text = self.yaml
        for key in reversed(self.place.split(".")):
            text = f"{{{key}: {text}}}"
        return text


OPEN_DATA = """{
  subnets: {data: {map_public_ip_on_launch: yes}},
  route_tables: {data: {routes: {0.0.0.0/0: internet_gateways.main}}},
  network_acls: {data: {
    ingress: {90: {allow: tcp/5432, from: 0.0.0.0/0}}, egress: {90: {allow: tcp/1024-65535, to: 0.0.0.0/0}}}}}"""
PREVIEW = """{{cloudfront_distributions: {{preview: {{
  origins: {{files: {{s3_bucket: {bucket}, access: origin_access_control}}}},
  default_origin: files, viewer_protocol_policy: https-only}}}}}}"""
ADMIN = """{
  security_groups: {admin: {
    ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}, egress: {api: {ports: tcp/8080, to: security_groups.nodes}}},
    nodes: {ingress: {admin: {ports: tcp/8080, from: security_groups.admin}}}},
  lbs: {admin: {type: application, subnets: public, security_groups: admin,
    listeners: {https: {port: 443, protocol: HTTPS, certificate: api.innovate.example, forward_to: api}},
    target_groups: {api: {port: 8080, protocol: HTTP, target_type: ip,
      targets: eks_clusters.main.namespaces.api.deployments.flask-api}}}}}"""
JOINED = """{{transit_gateway_attachments: {{hub: {{propagations: [shared, {table}]}}}},
  route_tables: {{app: {{routes: {{{other}: transit_gateway_attachments.hub}}}}}},
  network_acls: {{app: {{
    ingress: {{90: {{allow: all, from: {other}}}}}, egress: {{90: {{allow: all, to: {other}}}}}}}}}}}"""
MEETING = f"""{{
  dev: {{vpcs: {{main: {JOINED.format(table="production", other="10.48.0.0/16")}}}}},
  production: {{vpcs: {{main: {JOINED.format(table="nonproduction", other="10.16.0.0/16")}}}}}}}"""
FROM_PUBLIC = """{
  security_groups: {aurora: {ingress: {vpc: {ports: tcp/5432, from: vpc}}}},
  network_acls: {
    public: {egress: {90: {allow: tcp/5432, to: subnets.data}}},
    data: {
      ingress: {90: {allow: tcp/5432, from: subnets.public}},
      egress: {90: {allow: tcp/1024-65535, to: subnets.public}}}}}"""
BREACHES = {
    "no-internet-to-data": Breach(DEV, OPEN_DATA, "internet opens a session to", f"{DEV}.route_tables.data.routes"),
    "spa-only-by-cloudfront": Breach(
        "accounts.dev",
        PREVIEW.format(bucket="spa"),
        "accounts.dev.s3_buckets.spa by way of cloudfront_distributions.preview",
        "accounts.dev.cloudfront_distributions.preview.origins.files",
    ),
    "no-public-buckets": Breach(
        "accounts.production",
        PREVIEW.format(bucket="artifacts"),
        "requests from internet get to accounts.production.s3_buckets.artifacts",
        "accounts.production.cloudfront_distributions.preview.origins.files",
    ),
    "load-balancer-only-by-cloudfront": Breach(
        f"{PRODUCTION}.security_groups.alb.ingress",
        "{all: {ports: tcp/443, from: 0.0.0.0/0}}",
        f"internet opens a session to {PRODUCTION}.lbs.api on tcp/443",
        f"{PRODUCTION}.security_groups.alb.ingress.all",
    ),
    "nodes-only-by-the-load-balancer": Breach(
        PRODUCTION,
        ADMIN,
        "deployments.flask-api on tcp/8080 by way of lbs.admin",
        f"{PRODUCTION}.security_groups.admin.ingress.https",
    ),
    "shared-services-only-from-inside": Breach(
        "accounts.shared-services.vpcs.tools",
        "{security_groups: {runners: {ingress: {ssh: {ports: tcp/22, from: 0.0.0.0/0}}}}, instances: {debug: "
        "{instance_type: t3.micro, subnet: public-a, security_groups: runners, associate_public_ip_address: yes}}}",
        "internet opens a session to accounts.shared-services.vpcs.tools.instances.debug on tcp/22",
        "accounts.shared-services.vpcs.tools.security_groups.runners.ingress.ssh",
    ),
    "data-opens-no-connections": Breach(
        PRODUCTION,
        "{route_tables: {data: {routes: {0.0.0.0/0: nat_gateways.egress-a}}}, network_acls: {data: {"
        "ingress: {90: {allow: tcp/1024-65535, from: 0.0.0.0/0}}, egress: {90: {allow: tcp/443, to: 0.0.0.0/0}}}}}",
        f"{PRODUCTION}.subnets.data-a opens a session to internet on tcp/443",
        f"{PRODUCTION}.route_tables.data.routes",
    ),
    "nodes-leave-by-nat": Breach(
        DEV,
        "{subnets: {app: {map_public_ip_on_launch: yes}}, "
        "route_tables: {app: {routes: {0.0.0.0/0: internet_gateways.main}}}}",
        f"{DEV}.subnets.app-a opens a session to internet on tcp/443",
        f"{DEV}.route_tables.app-a.routes",
    ),
    "database-only-from-app-subnets": Breach(
        PRODUCTION, FROM_PUBLIC, "aurora_clusters.main", f"{PRODUCTION}.security_groups.aurora.ingress.vpc"
    ),
    "environments-are-apart": Breach(
        "accounts.production.iam_roles.deploy.trust",
        "{accounts: accounts.dev}",
        "accounts.dev may act as accounts.production.iam_roles.deploy",
        "accounts.production.iam_roles.deploy.trust.accounts",
    ),
    "dev-never-in-production": Breach(
        "accounts",
        MEETING,
        f"opens a session to {PRODUCTION}",
        f"{PRODUCTION}.transit_gateway_attachments.hub.propagations",
    ),
    "production-outlives-the-others": Breach(
        f"{PRODUCTION}.eks_clusters.main.namespaces.api.deployments.flask-api",
        "{connects_to: {rates: accounts.staging.vpcs.main.aurora_clusters.main}}",
        "without accounts.staging, ",
        f"{PRODUCTION}.eks_clusters.main.namespaces.api.deployments.flask-api.connects_to.rates",
    ),
    "one-zone-may-burn": Breach(
        f"{PRODUCTION}.aurora_clusters.main",
        "{instances: {reader-1: {availability_zone: a}, reader-2: {availability_zone: a}}}",
        f"without availability_zones.us-east-1a, {PRODUCTION}.aurora_clusters.main is down",
        f"{PRODUCTION}.aurora_clusters.main.instances.reader-1.availability_zone",
    ),
    "a-zone-leaves-by-itself": Breach(
        PRODUCTION,
        "{nat_gateways: {egress: {per: null, subnet: public-a}}}",
        f"without {PRODUCTION}.subnets.public-a, {PRODUCTION}.subnets.app-b is degraded",
        f"{PRODUCTION}.route_tables.app-b.routes",
    ),
    "two-database-instances-may-fail": Breach(
        "accounts",
        "{production: {vpcs: {main: {aurora_clusters: {main: {instances: {reader-2: null}}}}}}, management: "
        "{reservations: {aurora: {covers: accounts.production.vpcs.main.aurora_clusters.main.instances.writer}}}}",
        "accounts.production.applications.api is down",
        "accounts.production.applications.api.parts.database",
    ),
    "api-has-its-database": Breach(
        f"{PRODUCTION}.security_groups.aurora.ingress",
        "{app: {ports: tcp/5433}}",
        "opens no session to",
        f"{PRODUCTION}.security_groups.aurora.ingress",
    ),
    "api-has-its-cache": Breach(
        f"{PRODUCTION}.network_acls.app.egress",
        "{125: null}",
        "opens no session",
        f"{PRODUCTION}.network_acls.app.egress",
    ),
    "people-have-the-api": Breach(
        f"{PRODUCTION}.security_groups.alb.ingress",
        "{https: null}",
        f"opens no session to {PRODUCTION}.lbs.api on tcp/443",
        f"{PRODUCTION}.security_groups.alb.ingress",
    ),
    "runners-have-the-clusters": Breach(
        f"{DEV}.transit_gateway_attachments.hub",
        "{propagations: []}",
        f"opens no session to {DEV}.eks_clusters.main",
        "accounts.networking.transit_gateways.hub.route_tables.shared",
    ),
    "jobs-cannot-reach-the-database": Breach(
        f"{PRODUCTION}.eks_clusters.main.namespaces.jobs",  # both: each alone keeps the worker out
        "{deployments: {worker: {node_groups: general}}, network_policies: {application: {egress: "
        "{db: {ports: [tcp/5432], to: {blocks: subnets.data}}}}}}",
        f"gets at {PRODUCTION}.aurora_clusters.main",
        f"{PRODUCTION}.security_groups.aurora.ingress.app",
    ),
    "the-api-stays-at-home": Breach(
        "accounts.production.iam_roles.api.permissions",
        "{borrow: {effect: Allow, actions: [s3:GetObject, kms:Decrypt], "
        "on: [accounts.staging.s3_buckets.artifacts, accounts.staging.kms_keys.s3]}}",
        "gets at accounts.staging.kms_keys.s3",
        "accounts.production.iam_roles.api.permissions.borrow",
    ),
    "records-are-out-of-reach": Breach(
        "accounts.staging.iam_roles.worker.permissions",
        "{logs: {effect: Allow, actions: [s3:GetObject, kms:Decrypt], "
        "on: [accounts.log-archive.s3_buckets.flow-logs, accounts.log-archive.kms_keys.logs]}}",
        "gets at accounts.log-archive.",
        "accounts.staging.iam_roles.worker.permissions.logs",
    ),
    "room-to-grow": Breach(
        f"{PRODUCTION}.subnets",
        "{more: {newbits: 1, netnum: 1, availability_zone: a}}",
        f"addresses of {PRODUCTION} are used (78%), and 50% are promised at most",
        f"{PRODUCTION}.cidr_block",
    ),
}
"""What breaks each promise: the one that is named by the key."""


def test_every_promise_names_its_section_and_is_broken_by_somebody() -> None:
    """At least fifteen, each with the section of the design document that implies it, and each with a breach."""
    promises = reference().properties()
    assert len(promises) >= 15
    assert {promise.kind for promise in promises} == {"always", "at_most", "contains", "isolated", "never", "survives"}
    assert [promise.name for promise in promises if not re.search(r"§\d", promise.because)] == []
    assert {promise.name for promise in promises} == set(BREACHES)


@pytest.mark.parametrize("name", BREACHES)
def test_a_promise_holds_until_it_is_broken(name: str) -> None:
    """It holds in the model as it is; the change breaks it, and the witness leads through what was changed."""
    (before,) = reference().prove(name)
    assert before.verdict is Verdict.HOLDS, str(before)
    breach = BREACHES[name]
    changed = reference().what_if(breach.overlay)
    assert changed.findings == ()
    (broken,) = changed.prove(name)
    assert broken.verdict is Verdict.BROKEN
    assert breach.says in broken.outcome.says
    assert breach.at in _places(broken)


def _places(proof: Proof) -> list[str]:
    """The paths of a witness, and what each of them stands in."""
    paths = [related.path for related in proof.outcome.witness]
    return [".".join(map(str, path[:length])) for path in paths for length in range(1, len(path) + 1)]


SCENARIOS = sorted((ROOT / "models" / "innovate" / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_scenario_keeps_the_promises_or_says_what_it_changes_in_them(file: Path) -> None:
    """A new door is an exception that the scenario writes down."""
    proofs = reference().what_if(file).prove()
    assert [str(proof) for proof in proofs if not proof.holds] == []
    assert proofs.all_hold


RESTORING = [
    ("load-balancer-only-by-cloudfront", f"take out {PRODUCTION}.security_groups.alb.ingress.all"),
    ("spa-only-by-cloudfront", "take out accounts.dev.cloudfront_distributions.preview.origins.files"),
    ("environments-are-apart", "take out accounts.production.iam_roles.deploy.trust.accounts"),
    ("the-api-stays-at-home", "take out accounts.production.iam_roles.api.permissions.borrow"),
]


@pytest.mark.parametrize(("name", "advice"), RESTORING)
def test_the_smallest_change_takes_back_what_broke_it(name: str, advice: str) -> None:
    """One line, found by proving again without it."""
    changed = reference().what_if(BREACHES[name].overlay)
    (broken,) = changed.prove(name)
    finding = broken.finding()
    assert finding is not None
    assert finding.suggestion.startswith(advice)
