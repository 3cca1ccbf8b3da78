"""Parameter groups: those that fit."""

from .support import Planted, expect

CHECK = "database-parameters-tuned"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.parameter_group", "null")


def test_mysql() -> None:
    """The family of MySQL has two numbers, and the engine's own suffix does not count."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    rds_cluster_parameter_groups:
      good: {family: aurora-mysql8.0, parameters: {slow_query_log: 1}}
      old: {family: aurora-mysql5.7, parameters: {slow_query_log: 1}}
      unused: {family: aurora-mysql8.0}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          one:
            engine: aurora-mysql
            engine_version: 8.0.mysql_aurora.3.08.0
            subnets: data
            storage_encrypted: yes
            parameter_group: good
          two:
            engine: aurora-mysql
            engine_version: 8.0.mysql_aurora.3.08.0
            subnets: data
            storage_encrypted: yes
            parameter_group: old
""",
        (25, 30, "old is of the family aurora-mysql5.7, and this is aurora-mysql8.0"),
    )
