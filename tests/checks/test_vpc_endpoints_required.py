"""Endpoints: who needs which."""

from .support import Planted, expect

CHECK = "vpc-endpoints-required"
PLANTED = Planted(
    "accounts.production.vpcs.main.vpc_endpoints.ecr-dkr",
    "null",
    found_at="accounts.production.vpcs.main.vpc_endpoints",
)


def test_without_a_cluster() -> None:
    """A VPC without a cluster needs none."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
""",
    )


def test_kind_of_endpoint() -> None:
    """An interface endpoint for S3 is no gateway endpoint; what is missing is listed."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters: {main: {version: 1.34, subnets: app}}
        vpc_endpoints:
          s3: {service: s3, type: Interface, subnets: app}
          ssm: {service: ssm, type: Interface, subnets: app}
""",
        (10, 9, "monitoring (Interface), secretsmanager (Interface), s3 (Gateway)"),
    )


def test_not_routed() -> None:
    """The S3 endpoint must be a route of the tables that nodes use."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        route_tables: {app: {routes: {}}, data: {routes: {}}}
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: app
        vpc_endpoints:
          s3: {service: s3, type: Gateway, route_tables: data}
          ssm: {service: ssm, type: Interface, subnets: app}
          ecr-api: {service: ecr.api, type: Interface, subnets: app}
          ecr-dkr: {service: ecr.dkr, type: Interface, subnets: app}
          logs: {service: logs, type: Interface, subnets: app}
          monitoring: {service: monitoring, type: Interface, subnets: app}
          secretsmanager: {service: secretsmanager, type: Interface, subnets: app}
""",
        (20, 58, "the S3 endpoint is no route of app"),
    )


def test_a_zone_of_ones_own() -> None:
    """A private zone may lead to the endpoint instead; S3 and a service of one's own are not asked."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    route53_zones: {ssm: {domain_name: ssm.us-east-1.amazonaws.com, vpcs: vpcs.main}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters: {main: {version: 1.34, subnets: app}}
        vpc_endpoints:
          s3-interface: {service: s3, type: Interface, subnets: app, private_dns_enabled: no}
          s3: {service: s3, type: Gateway}
          ssm: {service: ssm, type: Interface, subnets: app, private_dns_enabled: no}
          ecr-api: {service: ecr.api, type: Interface, subnets: app}
          ecr-dkr: {service: ecr.dkr, type: Interface, subnets: app}
          logs: {service: logs, type: Interface, subnets: app}
          monitoring: {service: monitoring, type: Interface, subnets: app}
          secretsmanager: {service: secretsmanager, type: Interface, subnets: app}
""",
    )
