"""Three Views made by hand, of the shapes that the builders make from a model: an organisation, a network, and a tiny
one."""

from __future__ import annotations

from innovate_model.views.view import Arrow, Box, Lane, Layout, Side, Tone, View

PRODUCTION = "accounts.production"
VPC = f"{PRODUCTION}.vpcs.main"


WORDS = {
    "access_analyzer": "Access Analyzer",
    "budget": "Budgets",
    "codepipeline": "CodePipeline",
    "config": "AWS Config",
    "ecr_repository": "ECR repository",
    "eks_cluster": "EKS cluster",
    "elasticache_replication_group": "ElastiCache",
    "guardduty": "GuardDuty",
    "identity_center": "IAM Identity Center",
    "kms_key": "KMS keys",
    "route53_zone": "Route 53 zone",
    "s3_bucket": "S3 bucket",
    "security_hub": "Security Hub",
    "vpc_endpoint": "VPC endpoints",
}


def organization_view() -> View:
    """Innovate Inc.: units, accounts with their key services, guardrails, and what flows between the accounts."""
    security = _unit(
        "security",
        "Security",
        _account(
            "security", "Security", "012345670121", "guardduty", "security_hub", "access_analyzer", "config", "kms_key"
        ),
        _account("log-archive", "Log archive", "012345670127", "s3_bucket:flow-logs", "s3_bucket:cloudfront-logs"),
        _account("backup", "Backup", "012345670128", "backup_vault:aurora"),
    )
    infrastructure = _unit(
        "infrastructure",
        "Infrastructure",
        _account("networking", "Networking", "012345670123", "transit_gateway:hub", "route53_zone:innovate.example"),
        _account(
            "shared-services",
            "Shared services",
            "012345670122",
            "ecr_repository:flask-api",
            "codepipeline",
            "vpc_endpoint:PrivateLink",
        ),
    )
    production = Box(
        "organizational_units.production",
        "Production",
        kind="organizational_unit",
        tone=Tone.UNIT,
        children=(
            _scp("deny-root-user", "Deny root user", "organizational_units.production"),
            _account(
                "production",
                "Production",
                "012345670126",
                "eks_cluster:main",
                "aurora_cluster:main",
                "elasticache_replication_group:cache",
                "s3_bucket:spa",
            ),
        ),
    )
    workloads = Box(
        "organizational_units.workloads",
        "Workloads",
        kind="organizational_unit",
        tone=Tone.UNIT,
        children=(
            _scp("deny-public-buckets", "Deny public S3 buckets", "organizational_units.workloads"),
            _scp("restrict-iam-wildcard", "Restrict IAM wildcards", "organizational_units.workloads"),
            _account("dev", "Sandbox / Dev", "012345670124", "eks_cluster:dev", "aurora_cluster:serverless v2"),
            _account(
                "staging",
                "Staging",
                "012345670125",
                "eks_cluster:main",
                "aurora_cluster:main",
                "s3_bucket:spa",
                "ecr_repository:mirror",
            ),
            production,
        ),
    )
    root = Box(
        "organization",
        "innovate",
        "us-east-1",
        kind="organization",
        tone=Tone.ORGANIZATION,
        children=(
            _account(
                "management",
                "Management",
                "012345670120",
                "organization:AWS Organizations",
                "identity_center",
                "budget",
            ),
            Box("units", "", tone=Tone.GROUP, layout=Layout.COLUMNS, children=(security, workloads, infrastructure)),
        ),
    )
    return View(
        name="organization",
        title="Innovate Inc.: organisation",
        subtitle="Organizational units, accounts and their key services, guardrails, and what crosses account borders",
        root=root,
        arrows=(
            Arrow("organizational_units.workloads", "accounts.log-archive.flow-logs", "VPC flow logs", "logs", 3),
            Arrow("organizational_units.workloads", "accounts.networking.hub", "VPC attachments", "attachment", 3),
            Arrow("accounts.production.main.1", "accounts.backup.aurora", "daily snapshots", "replication"),
            Arrow("accounts.shared-services.flask-api", "accounts.staging.mirror", "image replication", "replication"),
            Arrow(
                "accounts.management.identity_center", "organizational_units.workloads", "permission sets", "access", 4
            ),
            Arrow("organizational_units.workloads", "accounts.security.security_hub", "findings", "findings", 3),
        ),
        notes=("Key services only: 61 roles, 14 keys and 9 secrets are not drawn.",),
    )


def _unit(name: str, label: str, *children: Box) -> Box:
    return Box(f"organizational_units.{name}", label, kind="organizational_unit", tone=Tone.UNIT, children=children)


def _scp(name: str, label: str, unit: str) -> Box:
    id_ = f"{unit}.{name}"
    return Box(id_, label, "SCP", kind="service_control_policy", tone=Tone.POLICY, dock=Side.TOP)


def _account(name: str, label: str, number: str, *services: str) -> Box:
    cards = []
    for index, service in enumerate(services):
        kind, _, title = service.partition(":")
        words = WORDS.get(kind, kind.replace("_", " ").capitalize())
        own = title or kind
        clash = sum(other.partition(":")[2] == title for other in services[:index]) if title else 0
        suffix = f".{clash}" if clash else ""
        cards.append(Box(f"accounts.{name}.{own}{suffix}", title or words, words if title else "", kind=kind))
    return Box(
        f"accounts.{name}",
        label,
        number,
        kind="account",
        tone=Tone.ACCOUNT,
        layout=Layout.GRID,
        columns=4 if name == "management" else 2,
        children=tuple(cards),
    )


def network_view() -> View:
    """Innovate production: one VPC over three zones and three tiers, its border, and what stands around it."""
    edge = Box(
        "edge",
        "Edge",
        tone=Tone.EDGE,
        layout=Layout.COLUMNS,
        children=(
            Box(f"{PRODUCTION}.cloudfront_distributions.spa", "spa", "CloudFront", kind="cloudfront_distribution"),
            Box(f"{PRODUCTION}.web_acls.edge", "edge", "WAF web ACL", kind="wafv2_web_acl"),
            Box(f"{PRODUCTION}.s3_buckets.spa", "spa", "S3, private, OAC", kind="s3_bucket"),
        ),
    )
    regional = Box(
        "regional",
        "Regional services",
        tone=Tone.PLAIN,
        children=(
            Box("services.ecr", "ECR", "api, dkr", kind="ecr_repository"),
            Box(f"{PRODUCTION}.secrets.aurora-app", "aurora-app", "Secrets Manager", kind="secret"),
            Box("services.logs", "CloudWatch Logs", kind="cloudwatch"),
            Box("services.ssm", "Systems Manager", kind="ssm"),
            Box("services.s3", "S3", "artifacts", kind="s3_bucket"),
        ),
    )
    account = Box(
        PRODUCTION,
        "Production",
        "012345670126",
        kind="account",
        tone=Tone.ACCOUNT,
        layout=Layout.COLUMNS,
        children=(Box("main", "", tone=Tone.GROUP, children=(edge, _vpc())), regional),
    )
    users = Box("internet", "Users", "internet", kind="users", tone=Tone.OUTSIDE)
    hub = Box(
        "accounts.networking.transit_gateways.hub",
        "hub",
        "networking account",
        kind="transit_gateway",
        tone=Tone.OUTSIDE,
    )
    outside = Box("outside", "", tone=Tone.GROUP, layout=Layout.COLUMNS, children=(users, hub))
    return View(
        name="network-production",
        title="Innovate Inc.: production network",
        subtitle="us-east-1 · VPC 10.48.0.0/16 · three Availability Zones",
        root=Box("page", "", tone=Tone.GROUP, children=(outside, account)),
        arrows=(
            Arrow("internet", f"{PRODUCTION}.cloudfront_distributions.spa", "https"),
            Arrow(f"{PRODUCTION}.cloudfront_distributions.spa", f"{VPC}.internet_gateways.main", "https"),
            Arrow(f"{VPC}.internet_gateways.main", f"{VPC}.lbs.api", "tcp/443"),
            Arrow(f"{PRODUCTION}.cloudfront_distributions.spa", f"{PRODUCTION}.s3_buckets.spa", "OAC"),
            Arrow(f"{VPC}.lbs.api", f"{VPC}.eks_clusters.main", "tcp/8080"),
            Arrow(f"{VPC}.eks_clusters.main", f"{VPC}.aurora_clusters.main", "tcp/5432"),
            Arrow(f"{VPC}.eks_clusters.main", f"{VPC}.elasticache_replication_groups.cache", "tcp/6379"),
            Arrow(f"{VPC}.lanes.app", f"{VPC}.lanes.public", "0.0.0.0/0 by NAT, same AZ", "egress", 3),
            Arrow(f"{VPC}.lanes.public", f"{VPC}.internet_gateways.main", "0.0.0.0/0", "egress"),
            Arrow(f"{VPC}.lanes.app", f"{VPC}.vpc_endpoints.interface", "tcp/443", "private access"),
            Arrow(f"{VPC}.vpc_endpoints.interface", "regional", "", "private access"),
            Arrow(f"{VPC}.vpc_endpoints.s3", "services.s3", "", "private access"),
            Arrow(f"{VPC}.lanes.data", f"{VPC}.vpc_endpoints.s3", "prefix list", "private access"),
            Arrow(f"{VPC}.lanes.app", f"{VPC}.transit_gateway_attachments.hub", "10.0.0.0/8", "attachment"),
            Arrow(
                f"{VPC}.transit_gateway_attachments.hub", "accounts.networking.transit_gateways.hub", "", "attachment"
            ),
        ),
        notes=("Arrows are drawn once per relation; the NAT route is one per zone.",),
    )


def _vpc() -> Box:
    zones = tuple(
        Box(
            f"{VPC}.availability_zones.{letter}",
            f"us-east-1{letter}",
            kind="availability_zone",
            tone=Tone.ZONE,
            children=(
                _subnet("public", letter, f"10.48.{16 * index}.0/20", Tone.PUBLIC, _nat(letter)),
                _subnet("app", letter, f"10.48.{64 * (index + 1)}.0/18", Tone.APP),
                _subnet("data", letter, f"10.48.{48 + 4 * index}.0/22", Tone.DATA, *_stores(letter)),
            ),
        )
        for index, letter in enumerate("abc")
    )
    groups = (
        Box(f"{VPC}.node_groups.system", "system", "t4g.medium · 2–4", kind="eks_node_group"),
        Box(f"{VPC}.node_groups.general", "general", "m6i.large · 1–6", kind="eks_node_group"),
        Box(f"{VPC}.node_groups.compute", "compute", "c6i.large · 0–4", kind="eks_node_group"),
        Box(f"{VPC}.node_groups.jobs", "jobs", "spot · 0–8", kind="eks_node_group"),
    )
    return Box(
        VPC,
        "main",
        "10.48.0.0/16",
        kind="vpc",
        tone=Tone.VPC,
        layout=Layout.MATRIX,
        lanes=(
            Lane(f"{VPC}.lanes.public", "Public", Tone.PUBLIC),
            Lane(f"{VPC}.lanes.app", "Private app", Tone.APP),
            Lane(f"{VPC}.lanes.data", "Private data", Tone.DATA),
        ),
        children=(
            Box(f"{VPC}.internet_gateways.main", "main", "Internet gateway", kind="internet_gateway", dock=Side.TOP),
            Box(
                f"{VPC}.transit_gateway_attachments.hub",
                "hub",
                "TGW attachment",
                kind="transit_gateway_attachment",
                dock=Side.TOP,
            ),
            Box(
                f"{VPC}.vpc_endpoints.interface",
                "Interface endpoints",
                "ecr, logs, ssm …",
                kind="vpc_endpoint",
                dock=Side.RIGHT,
                count=6,
            ),
            Box(f"{VPC}.vpc_endpoints.s3", "s3", "Gateway endpoint", kind="vpc_endpoint", dock=Side.RIGHT),
            Box(
                f"{VPC}.lbs.api",
                "api",
                "Application Load Balancer · WAF · Shield Advanced",
                kind="lb",
                lane=f"{VPC}.lanes.public",
            ),
            Box(
                f"{VPC}.eks_clusters.main",
                "main",
                "EKS 1.30",
                kind="eks_cluster",
                lane=f"{VPC}.lanes.app",
                layout=Layout.COLUMNS,
                children=groups,
            ),
            Box(
                f"{VPC}.aurora_clusters.main",
                "main",
                "Aurora PostgreSQL 16.10",
                kind="aurora_cluster",
                lane=f"{VPC}.lanes.data",
            ),
            Box(
                f"{VPC}.elasticache_replication_groups.cache",
                "cache",
                "ElastiCache",
                kind="elasticache_replication_group",
                lane=f"{VPC}.lanes.data",
            ),
            *zones,
        ),
    )


def _subnet(tier: str, letter: str, cidr: str, tone: Tone, *inside: Box) -> Box:
    name = f"{tier}-{letter}"
    return Box(
        f"{VPC}.subnets.{name}", name, cidr, kind="subnet", tone=tone, lane=f"{VPC}.lanes.{tier}", children=inside
    )


def _nat(letter: str) -> Box:
    return Box(f"{VPC}.nat_gateways.egress-{letter}", f"egress-{letter}", "NAT gateway", kind="nat_gateway")


def _stores(letter: str) -> tuple[Box, ...]:
    name, size = {
        "a": ("writer", "db.r6g.xlarge"),
        "b": ("reader-1", "db.r6g.large"),
        "c": ("reader-2", "db.r6g.large"),
    }[letter]
    return (
        Box(f"{VPC}.aurora_clusters.main.instances.{name}", name, size, kind="aurora_instance"),
        Box(f"{VPC}.cache.{letter}", f"cache-{letter}", "cache.r6g.large", kind="elasticache_node"),
    )


def tiny_view() -> View:
    """Two boxes in a frame and one arrow, without icons: what a golden file can hold."""
    return View(
        name="tiny",
        title="Tiny",
        root=Box(
            "vpc",
            "main",
            "10.0.0.0/16",
            tone=Tone.VPC,
            layout=Layout.COLUMNS,
            children=(
                Box("web", "web", "10.0.0.0/24", tone=Tone.PUBLIC),
                Box("gap", "", tone=Tone.GROUP),
                Box("db", "db", tone=Tone.DATA),
            ),
        ),
        arrows=(Arrow("web", "db", "tcp/5432"),),
    )
