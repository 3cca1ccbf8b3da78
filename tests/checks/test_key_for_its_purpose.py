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


def test_a_key_of_a_central_account() -> None:
    """Accounts without an environment may hold the keys of all, and use those of one."""
    expect(
        CHECK,
        """\
accounts:
  central: {account_id: "111111111111", kms_keys: {s3: {}}, s3_buckets: {copies: {kms_key: accounts.dev.kms_keys.s3}}}
  dev: {account_id: "222222222222", environment: dev, kms_keys: {s3: {}}}
  production:
    account_id: "333333333333"
    environment: production
    s3_buckets: {data: {kms_key: accounts.central.kms_keys.s3}}
    secrets: {app: {kms_key: accounts.dev.kms_keys.s3}}
""",
        (8, 30, "this is of production, and its key of dev"),
    )


def test_asymmetric() -> None:
    """Whatever it is for, and whatever is encrypted."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    kms_keys: {pair: {customer_master_key_spec: RSA_2048}}
    secrets: {app: {kms_key: pair}}
""",
        (5, 30, "asymmetric"),
    )
