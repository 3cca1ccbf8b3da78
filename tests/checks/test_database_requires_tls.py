"""TLS that a database insists on."""

from .support import Planted, expect

CHECK = "database-requires-tls"
PLANTED = Planted(
    "accounts.production.rds_cluster_parameter_groups.postgres.parameters",
    "{rds.force_ssl: 0}",
    found_at="accounts.production.rds_cluster_parameter_groups.postgres.parameters",
)


def test_mysql() -> None:
    """MySQL has a parameter of its own, which is ON or 1; a group that several use is one finding."""
    expect(
        CHECK,
        """\
blueprints:
  vpc:
    availability_zones: [a, b]
    subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
    aurora_clusters:
      main:
        engine: aurora-mysql
        engine_version: 8.0.mysql_aurora.3.08.0
        subnets: data
        storage_encrypted: yes
        parameter_group: lax
accounts:
  a:
    account_id: "111111111111"
    rds_cluster_parameter_groups:
      strict: {family: aurora-mysql8.0, parameters: {require_secure_transport: on}}
      lax: {family: aurora-mysql8.0}
    vpcs:
      one: {extends: blueprints.vpc, cidr_block: 10.0.0.0/16}
      two: {extends: blueprints.vpc, cidr_block: 10.1.0.0/16}
      three:
        extends: blueprints.vpc
        cidr_block: 10.2.0.0/16
        aurora_clusters: {main: {parameter_group: strict}}
""",
        (17, 7, "require_secure_transport is not set"),
    )
