"""Keys and what they are for."""

from .support import Planted, expect

CHECK = "key-for-its-purpose"
PLANTED = Planted("accounts.production.vpcs.main.efs_file_systems.reports.kms_key", "s3")


def test_secrets_and_caches_beside_a_database() -> None:
    """Only the four purposes of the design count: a secret may lie under the key of its database."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    kms_keys: {aurora: {}}
    secrets: {app: {kms_key: aurora}}
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
            kms_key: aurora
""",
    )
