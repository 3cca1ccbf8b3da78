"""How long backups are kept."""

from .support import Planted, expect

CHECK = "backup-retention"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.backup_retention_days", "3")


def test_too_short() -> None:
    """The days that are written are pointed at."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b, c]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            backup_retention_days: 6
""",
        (16, 36, "6 days"),
    )


def test_longest() -> None:
    """35 days are the most, and fine."""
    expect(
        CHECK,
        """\
accounts:
  p:
    account_id: "111111111111"
    environment: production
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b, c]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            backup_retention_days: 35
""",
    )
