"""How often copies are made, and whether they stay."""

from .support import Planted, expect

CHECK = "snapshots-copied-daily"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.copy_interval_hours", "168")


def test_a_vault_is_told_once() -> None:
    """Two clusters that copy to one vault without a lock are one finding for it; a cluster without copies is another
    check's."""
    expect(
        CHECK,
        """\
blueprints:
  db: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
accounts:
  b: {account_id: "111111111111", kms_keys: {k: {}}, backup_vaults: {v: {kms_key: k}}}
  a:
    account_id: "222222222222"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          one: {extends: blueprints.db, copies_to: accounts.b.backup_vaults.v}
          two: {extends: blueprints.db, copies_to: accounts.b.backup_vaults.v, copy_interval_hours: 6}
          three: {extends: blueprints.db}
""",
        (4, 70, "can delete the copies in this vault at once"),
    )
