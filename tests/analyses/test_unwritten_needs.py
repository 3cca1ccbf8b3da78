"""Who needs what nobody wrote down: certificates and zones by their names, keys only while they are asked for."""

from pathlib import Path

import pytest

from innovate_model.analyses.blast_radius import failure
from innovate_model.graph import build
from innovate_model.loader import load, load_text
from tests.support import in_account

INNOVATE = build(load(Path(__file__).parents[2] / "models" / "innovate").model)
PRODUCTION = "accounts.production.vpcs.main"


@pytest.mark.parametrize("lost", ["kms_keys.ebs", "kms_keys.eks"])
def test_a_lost_key_of_machines_leaves_them_running(lost: str) -> None:
    """They hold their data keys: nothing stops, new nodes do not start and new secrets are not read."""
    radius = failure(INNOVATE, [f"accounts.production.{lost}"])
    assert not radius.down
    machines = "node_groups.general" if lost == "kms_keys.ebs" else ""
    hit = {member.address: member.reason for member in radius.degraded}
    reason = hit[f"{PRODUCTION}.eks_clusters.main.{machines}".rstrip(".")]
    assert reason == f"decrypts nothing anew without accounts.production.{lost}"


def test_a_lost_key_of_a_database_stops_it() -> None:
    """Aurora finds it gone and takes the cluster out of service."""
    radius = failure(INNOVATE, ["accounts.production.kms_keys.aurora"])
    assert f"{PRODUCTION}.aurora_clusters.main" in {member.address for member in radius.down}


@pytest.mark.parametrize(
    ("lost", "entry"),
    [
        ("accounts.production.acm_certificates.api", f"{PRODUCTION}.lbs.api.listeners.https"),
        ("accounts.production.acm_certificates.app", "accounts.production.cloudfront_distributions.spa"),
        ("accounts.networking.route53_zones.innovate", "accounts.production.applications.api"),
        ("accounts.networking.route53_zones.innovate", "accounts.dev.route53_zones.public"),
        ("accounts.networking.route53_zones.innovate", "accounts.dev.applications.spa"),
        ("accounts.dev.route53_zones.public", "accounts.dev.applications.api"),
    ],
)
def test_names_and_certificates_are_needed(lost: str, entry: str) -> None:
    """What shows the certificate, and what people call by a name, although the model has both as text."""
    down = {member.address: member.reason for member in failure(INNOVATE, [lost]).down}
    assert entry in down
    if "applications" not in entry or "production" in entry:
        assert f"depends on {lost}" in down[entry]


def test_a_second_name_or_certificate_backs_up_the_first() -> None:
    """One of two zones with a name for the entry is enough, a private zone beside a public one is not; and of two
    certificates of one name either will do: less is degraded."""
    text = """
    acm_certificates:
      one: {domain_name: a.example.com}
      two: {domain_name: a.example.com}
    applications: {a: {type: web_site, entry: vpcs.main.lbs.web}}
    route53_zones:
      first: {domain_name: example.com, records: {a.example.com: {alias: vpcs.main.lbs.web}}}
      second: {domain_name: example.org, records: {a.example.org: {latency: {here: vpcs.main.lbs.web}}}}
      inner: {domain_name: example.net, vpcs: vpcs.main, records: {a.example.net: {alias: vpcs.main.lbs.web}}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets: {web: {cidr_block: 10.0.0.0/24, availability_zone: a}}
        security_groups: {web: {ingress: {}, egress: {}}}
        lbs:
          web:
            {type: application, internal: yes, subnets: web, security_groups: web,
             target_groups: {web: {port: 80, protocol: HTTP, target_type: ip}},
             listeners: {https: {port: 443, protocol: HTTPS, certificate: a.example.com, forward_to: web}}}
    """
    loaded = load_text(in_account(text))
    assert not loaded.findings
    graph = build(loaded.model)

    def state(*lost: str, of: str) -> str:
        members = {m.address: m.state for m in failure(graph, [f"accounts.dev.{name}" for name in lost]).members}
        return str(members.get(f"accounts.dev.{of}", ""))

    assert state("route53_zones.first", of="applications.a") == "degraded"
    assert state("route53_zones.inner", of="applications.a") == ""
    assert state("route53_zones.first", "route53_zones.second", of="applications.a") == "down"
    listener = "vpcs.main.lbs.web.listeners.https"
    assert state("acm_certificates.one", of=listener) == "degraded"
    assert state("acm_certificates.one", "acm_certificates.two", of=listener) == "down"


def test_a_zone_that_is_not_built_needs_nothing() -> None:
    """One with a fault is not in the model, whoever delegates to it."""
    text = """
    route53_zones:
      whole: {domain_name: example.com, records: {dev.example.com: {type: NS, delegates_to: route53_zones.faulty}}}
      faulty: {domain_name: []}
    """
    graph = build(load_text(in_account(text)).model)
    radius = failure(graph, [next(address for address in graph.model.resources if address.endswith("whole"))])
    assert [member.address.rpartition(".")[2] for member in radius.members] == ["whole"]
