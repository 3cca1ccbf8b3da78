"""Copies of snapshots: where to, and whether they can be made."""

from .support import Planted, expect

CHECK = "backups-copied-to-another-account"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.copies_to", "null")


def test_none() -> None:
    """Without copies the cluster itself is pointed at."""
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
""",
        (11, 11, "stay in the account"),
    )


def test_key_of_aws() -> None:
    """Under the key that AWS manages no copy leaves the account."""
    expect(
        CHECK,
        """\
accounts:
  backup: {account_id: "111111111111", backup_vaults: {aurora: {}}}
  dev:
    account_id: "222222222222"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            copies_to: accounts.backup.backup_vaults.aurora
""",
        (16, 24, "cannot be copied"),
    )
