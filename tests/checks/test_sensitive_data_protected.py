"""What is sensitive, and how it is kept."""

from .support import Planted, expect

CHECK = "sensitive-data-protected"
PLANTED = Planted("accounts.production.vpcs.main.elasticache_replication_groups.cache.transit_encryption_enabled", "no")


def test_classes() -> None:
    """Public and internal data ask for nothing, nor does what is not classed."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {aaa: {data_classification: public}, bbb: {data_classification: internal}, ccc: {}}
""",
    )


def test_a_cache() -> None:
    """It is encrypted where it lies and on its way; a database instance has no public address."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    kms_keys: {data: {enable_key_rotation: yes}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        elasticache_replication_groups:
          cache:
            engine: valkey
            engine_version: 8.0
            node_type: cache.r6g.large
            subnets: data
            at_rest_encryption_enabled: no
            transit_encryption_enabled: no
            data_classification: confidential
        aurora_clusters:
          db:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            kms_key: data
            data_classification: sensitive
            instances: {one: {instance_class: db.r6g.large, publicly_accessible: yes}}
""",
        (16, 41, "lies here unencrypted"),
        (17, 41, "travels in the clear"),
        (27, 82, "has a public address"),
    )
