"""Customer managed keys: who needs one, and who cannot have one."""

from .support import Planted, expect

CHECK = "encrypted-with-customer-key"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.kms_key", "null")


def test_logs_of_an_alb() -> None:
    """An application load balancer writes its logs only to a bucket without a KMS key."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {lb-logs: {}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {api: {type: application, subnets: public, logs_to: s3_buckets.lb-logs}}
""",
    )


def test_logs_of_an_nlb() -> None:
    """A network load balancer can write to one with a key."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {lb-logs: {}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {wire: {type: network, subnets: public, logs_to: s3_buckets.lb-logs}}
""",
        (4, 18, "this s3_bucket"),
    )


def test_each_kind() -> None:
    """Databases, caches and nodes are asked; what is not encrypted at all is said first."""
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
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
        elasticache_replication_groups:
          cache:
            engine: valkey
            engine_version: 8.0
            node_type: cache.t4g.micro
            subnets: data
            at_rest_encryption_enabled: no
            transit_encryption_enabled: yes
        eks_clusters:
          main:
            version: 1.34
            subnets: data
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: data
""",
        (10, 11, "this aurora_cluster"),
        (17, 41, "unencrypted"),
        (24, 15, "this eks_node_group"),
    )
