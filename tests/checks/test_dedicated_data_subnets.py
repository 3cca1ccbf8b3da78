"""Data subnets of their own: who may stand there."""

from .support import Planted, expect

CHECK = "dedicated-data-subnets"
PLANTED = Planted("accounts.production.vpcs.main.eks_clusters.main.node_groups.jobs.subnets", "data")


def test_endpoints() -> None:
    """An interface endpoint may stand beside a database."""
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
        vpc_endpoints: {secretsmanager: {service: secretsmanager, type: Interface, subnets: data}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
    )


def test_two_stores() -> None:
    """Databases and caches may share."""
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
        elasticache_replication_groups:
          cache:
            engine: valkey
            engine_version: 8.0
            node_type: cache.t4g.micro
            subnets: data
            at_rest_encryption_enabled: yes
            transit_encryption_enabled: yes
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
    )


def test_one_shared_subnet() -> None:
    """One subnet in common is enough, and is said once."""
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
        instances: {tool: {instance_type: t3.micro, subnet: data-b}}
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
""",
        (9, 61, "this instance stands in the same subnets as main"),
    )
