"""What watches over accounts costs: by what it is told to have seen, and by the machines, databases and roles that the
model has, on the bill of the account that they stand in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from innovate_model.analyses.cost import LineItems, Standing, Usage, cost
from innovate_model.graph import build
from innovate_model.loader import load_text

HOURS = 730
ORGANISATION = """
innovate: 1
organization: {title: test, region: us-east-1}
accounts:
  security:
    account_id: "012345670122"
"""
WORKLOAD = """
  app:
    account_id: "012345670121"
    iam_roles: {reader: {trust: {services: [ec2.amazonaws.com]}}, writer: {trust: {services: [ec2.amazonaws.com]}}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets:
          one: {cidr_block: 10.0.1.0/24, availability_zone: a}
          two: {cidr_block: 10.0.2.0/24, availability_zone: b}
        instances: {host: {instance_type: t3.medium, subnet: one}}
        eks_clusters:
          main:
            version: 1.34
            subnets: [one, two]
            node_groups:
              general:
                instance_types: [m6i.xlarge]
                scaling_config: {min_size: 3, desired_size: 3, max_size: 12}
                subnets: [one, two]
              batch:
                capacity_type: SPOT
                instance_types: [m5.large, m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                subnets: [one, two]
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: '16.10'
            storage_encrypted: yes
            subnets: [one, two]
            reader_autoscaling: {min_capacity: 2, max_capacity: 4}
            instances: {writer: {instance_class: db.r6g.xlarge}, reader: {instance_class: db.r6g.xlarge}}
          small:
            engine: aurora-postgresql
            engine_version: '16.10'
            storage_encrypted: yes
            subnets: [one, two]
            serverlessv2_scaling_configuration: {min_capacity: 0.5, max_capacity: 4}
            instances: {writer: {instance_class: db.serverless}}
"""
APP = "accounts.app.vpcs.main"


def bill(security: str = "", workload: str = WORKLOAD, **usage: dict[str, Any]) -> LineItems:
    """The cost of an organisation whose security account has `security` in it."""
    lines = "".join(f"    {line}\n" for line in security.splitlines())
    loaded = load_text(ORGANISATION + lines + workload)
    assert [finding.message for finding in loaded.findings] == []
    return cost(build(loaded.model), usage=Usage.of(usage))


def detector(*features: str, more: str = "auto_enable_organization_members: ALL") -> str:
    return f"guardduty_detectors: {{main: {{features: [{', '.join(features)}], {more}}}}}"


def usd(found: LineItems, what: str) -> dict[str, Decimal]:
    """USD a month of each resource that pays for something."""
    sums: dict[str, Decimal] = {}
    for item in found.items:
        if item.what == what:
            address = item.subject.address.removeprefix(f"{APP}.")
            sums[address] = sums.get(address, Decimal(0)) + item.monthly_usd
    return sums


def gaps(found: LineItems, standing: Standing) -> set[str]:
    return {gap.what for gap in found.gaps if gap.standing is standing}


def test_runtime_monitoring_by_hand() -> None:
    """Three nodes of 4 vCPUs and one of 2, and an instance of 2, at 1.50 a vCPU: 18, 3 and 3 dollars a month."""
    found = bill(detector("RUNTIME_MONITORING"))
    assert usd(found, "GuardDuty Runtime Monitoring") == {
        "eks_clusters.main.node_groups.general": Decimal(18),
        "eks_clusters.main.node_groups.batch": Decimal(3),
        "instances.host": Decimal(3),
    }
    assert {item.subject.account for item in found.items if item.what == "GuardDuty Runtime Monitoring"} == {"app"}
    assert {item.service for item in found.items if item.what == "GuardDuty Runtime Monitoring"} == {"AmazonGuardDuty"}


def test_nodes_that_autoscaling_adds_are_looked_at_too() -> None:
    """Two more nodes of 4 vCPUs for half a month are 4 vCPU-months at 1.50 and 730 hours of Inspector at 0.00174."""
    inspector = "inspector_enablers: {all: {resource_types: [EC2], accounts: accounts.app}}"
    group = {f"{APP}.eks_clusters.main.node_groups.general": {"node_hours_above_desired": 2 * HOURS // 2}}
    found = bill(f"{detector('RUNTIME_MONITORING')}\n{inspector}", **group)
    place = "eks_clusters.main.node_groups.general"
    assert usd(found, "GuardDuty Runtime Monitoring, nodes above the desired ones") == {place: Decimal(6)}
    assert usd(found, "Inspector, nodes above the desired ones") == {place: 730 * Decimal("0.00174")}


def test_tiers_of_runtime_monitoring() -> None:
    """600 vCPUs of nodes: 500 at 1.50 and 100 at 0.75."""
    sizes = "{min_size: 3, desired_size: 150, max_size: 150}"
    many = WORKLOAD.replace("{min_size: 3, desired_size: 3, max_size: 12}", sizes)
    found = bill(detector("RUNTIME_MONITORING"), many)
    by_group = usd(found, "GuardDuty Runtime Monitoring")
    assert by_group["eks_clusters.main.node_groups.general"] == 500 * Decimal("1.5") + 100 * Decimal("0.75")
    assert by_group["eks_clusters.main.node_groups.batch"] == 2 * Decimal("0.75")
    assert by_group["instances.host"] == 3  # instances have a price of their own, and its tiers


def test_spot_of_several_sizes_is_not_priced() -> None:
    """Which of them runs decides how many vCPUs there are."""
    uneven = WORKLOAD.replace("[m5.large, m6i.large]", "[m5.large, m6i.xlarge]")
    found = bill(detector("RUNTIME_MONITORING"), uneven)
    (gap,) = [gap for gap in found.gaps if gap.what == "GuardDuty Runtime Monitoring"]
    assert (gap.standing, gap.subject.address) == (Standing.NOT_PRICED, f"{APP}.eks_clusters.main.node_groups.batch")


def test_rds_protection_by_hand() -> None:
    """4 vCPUs for each instance of db.r6g.xlarge at 1.00, of which autoscaling keeps one more than is written; half a
    capacity unit at 0.25."""
    found = bill(detector("RDS_LOGIN_EVENTS"))
    assert usd(found, "GuardDuty RDS Protection") == {
        "aurora_clusters.main.instances.writer": Decimal(4),
        "aurora_clusters.main.instances.reader": Decimal(4),
        "aurora_clusters.main": Decimal(4),
        "aurora_clusters.small.instances.writer": Decimal("0.125"),
    }
    readers = {f"{APP}.aurora_clusters.main": {"reader_hours_above_minimum": HOURS}}
    capacity = {f"{APP}.aurora_clusters.small.instances.writer": {"acu_hours_above_minimum": 2 * HOURS}}
    more = bill(detector("RDS_LOGIN_EVENTS"), **readers, **capacity)
    assert list(usd(more, "GuardDuty RDS Protection, readers above the minimum").values()) == [Decimal(4)]
    assert list(usd(more, "GuardDuty RDS Protection, capacity above the minimum").values()) == [Decimal("0.5")]


@pytest.mark.parametrize(
    "more",
    [
        "enable: no, auto_enable_organization_members: ALL",
        "auto_enable_organization_members: NEW",
        "members: accounts.security",
        "region: eu-west-1, auto_enable_organization_members: ALL",
    ],
)
def test_what_nobody_looks_at_costs_nothing_more(more: str) -> None:
    """A detector that is off, or of other accounts or another region, changes no bill of the workload's."""
    if more.startswith("region"):
        security = "region: eu-west-1\n" + detector("RUNTIME_MONITORING", "RDS_LOGIN_EVENTS")
    else:
        security = detector("RUNTIME_MONITORING", "RDS_LOGIN_EVENTS", more=more)
    whats = {item.what for item in bill(security).items} | {gap.what for gap in bill(security).gaps}
    assert not [what for what in whats if "Runtime Monitoring" in what or "RDS Protection" in what]


def test_two_detectors_do_not_ask_twice() -> None:
    """The workload's own detector beside that of the organisation."""
    own = WORKLOAD.replace(
        "    iam_roles:", f"    {detector('RUNTIME_MONITORING', more='enable: yes')}\n    iam_roles:"
    )
    found = bill(detector("RUNTIME_MONITORING"), own)
    assert usd(found, "GuardDuty Runtime Monitoring")["instances.host"] == 3


def test_inspector_by_hand() -> None:
    """Five machines all month at 0.00174 an hour. Images are billed at the registry that says how it is scanned, at
    0.09 and 0.01; of an account without such a word, at Inspector."""
    enabler = "inspector_enablers: {all: {resource_types: [EC2, ECR], accounts: [accounts.app, accounts.security]}}"
    scanned = "ecr_registry_scanning_configurations: {all: {scan_type: ENHANCED, scan_frequency: CONTINUOUS_SCAN}}"
    registry = WORKLOAD.replace("    iam_roles:", f"    {scanned}\n    iam_roles:")
    amounts = {"accounts.app.ecr_registry_scanning_configurations.all": {"images_pushed": 100, "image_rescans": 300}}
    found = bill(enabler, registry, **amounts)
    machines = usd(found, "Inspector, instances")
    assert sum(machines.values()) == 5 * HOURS * Decimal("0.00174")
    assert machines["eks_clusters.main.node_groups.general"] == 3 * HOURS * Decimal("0.00174")
    place = "accounts.app.ecr_registry_scanning_configurations.all"
    assert usd(found, "Inspector, images scanned when pushed") == {place: Decimal(9)}
    assert usd(found, "Inspector, images scanned again") == {place: Decimal(3)}
    (left,) = [gap for gap in found.gaps if gap.what == "Inspector, images scanned when pushed"]
    assert left.subject.address == "accounts.security.inspector_enablers.all"


def test_registries_are_scanned_as_they_say() -> None:
    """A basic scan has no charge; one when an image is pushed is not repeated; and where every registry says so,
    Inspector itself has nothing to ask for."""
    enabler = "inspector_enablers: {all: {resource_types: [ECR], accounts: accounts.app}}"
    for scanned, asked in (("BASIC", set()), ("ENHANCED", {"Inspector, images scanned when pushed"})):
        line = f"    ecr_registry_scanning_configurations: {{all: {{scan_type: {scanned}}}}}\n    iam_roles:"
        found = bill(enabler, WORKLOAD.replace("    iam_roles:", line))
        assert {gap.what for gap in found.gaps if gap.what.startswith("Inspector")} == asked
        assert "accounts.security.inspector_enablers.all" in {free.subject.address for free in found.free}


def test_what_inspector_looks_at_beside() -> None:
    """The model has no functions: what they cost is a gap."""
    found = bill("inspector_enablers: {all: {resource_types: [LAMBDA], accounts: accounts.app}}")
    assert "Inspector, LAMBDA" in gaps(found, Standing.NOT_PRICED)


def test_features_of_guardduty_by_hand() -> None:
    """600 million data events of S3: 500 at 0.80 and 100 at 0.40 a million. 150 million audit logs: 100 at 1.60 and
    50 at 0.80. 10 GB looked through for malware at 0.03, 20 GB of functions at 1.00. The analyst has no price here."""
    features = ("S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "LAMBDA_NETWORK_LOGS", "AI_ANALYST")
    amounts = {
        "s3_data_events": 600_000_000,
        "eks_audit_log_events": 150_000_000,
        "gb_scanned_for_malware": 10,
        "gb_of_lambda_network_logs": 20,
        "cloudtrail_events": 2_500_000,
        "gb_of_flow_and_dns_logs": 3_000,
    }
    found = bill(detector(*features), "", guardduty_detector=amounts)
    sums = {what: sum(usd(found, what).values()) for what in {item.what for item in found.items}}
    assert sums == {
        "GuardDuty, S3 data events": 500 * Decimal("0.8") + 100 * Decimal("0.4"),
        "GuardDuty, EKS audit logs": 100 * Decimal("1.6") + 50 * Decimal("0.8"),
        "GuardDuty, volumes scanned for malware": Decimal("0.3"),
        "GuardDuty, network logs of functions": Decimal(20),
        "GuardDuty, CloudTrail events": Decimal(10),
        "GuardDuty, flow and DNS logs": 500 + 2_000 * Decimal("0.5") + 500 * Decimal("0.25"),
    }
    assert gaps(found, Standing.NOT_PRICED) == {"GuardDuty, AI_ANALYST"}


def test_a_detector_that_is_off_asks_for_nothing() -> None:
    """And takes what is stated of it, as it is paid for when it is on."""
    amounts = {"cloudtrail_events": 1_000_000, "s3_data_events": 1}
    found = bill(detector("S3_DATA_EVENTS", more="enable: no"), "", guardduty_detector=amounts)
    assert not found.items
    assert not found.gaps


def test_config_by_hand() -> None:
    """1,000 changes at 0.003, 100 days of resources at 0.012; of 600,000 evaluations 100,000 at 0.001, 400,000 at
    0.0008, 100,000 at 0.0005."""
    recorders = """\
s3_buckets: {history: {}}
config_recorders: {main: {to: s3_buckets.history, recording_frequency: FREQUENCY}}"""
    amounts = {"configuration_items": 1_000, "rule_evaluations": 600_000, "conformance_pack_evaluations": 100}
    found = bill(recorders.replace("FREQUENCY", "CONTINUOUS"), "", config_recorder=amounts)
    place = "accounts.security.config_recorders.main"
    assert usd(found, "AWS Config, configuration items") == {place: Decimal(3)}
    assert usd(found, "AWS Config, evaluations of rules") == {place: Decimal(100 + 320 + 50)}
    assert usd(found, "AWS Config, evaluations of conformance packs") == {place: Decimal("0.1")}
    daily = bill(recorders.replace("FREQUENCY", "DAILY"), "", config_recorder={"configuration_items": 100})
    assert usd(daily, "AWS Config, configuration items") == {place: Decimal("1.2")}


def test_security_hub_by_hand() -> None:
    """150,000 checks: 100,000 at 0.001 and 50,000 at 0.0008; a million findings of others at 0.00003. Without
    standards nothing is checked."""
    amounts = {"security_checks": 150_000, "findings_of_other_products": 1_000_000}
    hub = "security_hubs: {main: {standards: [STANDARDS]}}"
    found = bill(hub.replace("STANDARDS", "pci-dss"), "", securityhub_account=amounts)
    place = "accounts.security.security_hubs.main"
    assert usd(found, "Security Hub, security checks") == {place: Decimal(140)}
    assert usd(found, "Security Hub, findings of others") == {place: Decimal(30)}
    assert gaps(bill(hub.replace("STANDARDS", ""), ""), Standing.UNKNOWN_USAGE) == {"Security Hub, findings of others"}


def test_what_each_sort_of_analyzer_costs() -> None:
    """External access is looked at for nothing. Unused access costs 0.20 for each of the two roles, all of them where
    the organisation is looked at and the account's own otherwise; of internal access the rate is not known."""
    analyzers = "access_analyzers: {it: {type: TYPE}}"
    place = "accounts.security.access_analyzers.it"
    external = bill(analyzers.replace("TYPE", "ORGANIZATION"))
    assert place in {free.subject.address for free in external.free}
    unused = bill(analyzers.replace("TYPE", "ORGANIZATION_UNUSED_ACCESS"), **{place: {"other_roles_and_users": 10}})
    assert usd(unused, "unused access") == {place: Decimal("0.4")}
    assert usd(unused, "unused access of other roles and users") == {place: Decimal(2)}
    own = bill(analyzers.replace("TYPE", "ACCOUNT_UNUSED_ACCESS"))
    assert not usd(own, "unused access")
    internal = bill(analyzers.replace("TYPE", "ACCOUNT_INTERNAL_ACCESS"))
    assert "internal access" in gaps(internal, Standing.NOT_PRICED)


def test_packages_by_hand() -> None:
    """20 GB that lie once in the domain at 0.05, and 40,000 requests to each of two repositories at 0.05 for 10,000."""
    domain = "codeartifact_domains: {main: {codeartifact_repositories: {ours: {}, theirs: {}}}}"
    amounts = {"codeartifact_domain": {"gb_stored": 20}, "codeartifact_repository": {"requests": 40_000}}
    found = bill(domain, "", **amounts)
    assert sum(usd(found, "CodeArtifact storage").values()) == 1
    assert sum(usd(found, "CodeArtifact requests").values()) == Decimal("0.4")


def test_pipelines_by_hand() -> None:
    """1,000 minutes of actions at 0.002 and 200 of builds at 0.005; where it runs on machines of one's own, they are
    what is paid."""
    pipeline = """\
source_repositories: {code: {service: github, url: https://github.com/example/code}}
s3_buckets: {site: {}}
delivery_pipelines:
  site:
    service: codepipeline
    source_repository: code
    RUNNERS
    stages: {all: {steps: {deploy: {type: deploy, deploys: s3_buckets.site}}}}"""
    amounts = {"delivery_pipeline": {"action_minutes": 1_000, "build_minutes": 200}}
    found = bill(pipeline.replace("RUNNERS", ""), **amounts)
    place = "accounts.security.delivery_pipelines.site"
    assert usd(found, "CodePipeline actions") == {place: Decimal(2)}
    assert usd(found, "CodeBuild builds") == {place: Decimal(1)}
    own = bill(pipeline.replace("RUNNERS", "runners: accounts.app.vpcs.main.instances.host"))
    assert "CodePipeline actions" in gaps(own, Standing.UNKNOWN_USAGE)
    assert "CodeBuild builds" not in gaps(own, Standing.UNKNOWN_USAGE)
