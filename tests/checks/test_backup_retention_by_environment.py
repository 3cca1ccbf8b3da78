"""Production keeps most."""

from .support import Planted, expect

CHECK = "backup-retention-by-environment"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.backup_retention_days", "8")


def test_without_an_environment() -> None:
    """Clusters of accounts that serve no environment are no measure."""
    expect(
        CHECK,
        """\
blueprints:
  vpc:
    availability_zones: [a, b]
    subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
    aurora_clusters:
      main:
        engine: aurora-postgresql
        engine_version: 16.10
        subnets: data
        storage_encrypted: yes
        backup_retention_days: 7
accounts:
  p:
    account_id: "111111111111"
    environment: production
    vpcs: {main: {extends: blueprints.vpc, cidr_block: 10.0.0.0/16}}
  tools:
    account_id: "222222222222"
    vpcs:
      main:
        extends: blueprints.vpc
        cidr_block: 10.1.0.0/16
        aurora_clusters: {main: {backup_retention_days: 35}}
""",
    )
