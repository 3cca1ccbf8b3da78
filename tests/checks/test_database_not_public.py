"""Databases and the internet."""

from .support import Planted, expect

CHECK = "database-not-public"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.instances.writer.publicly_accessible", "yes")


def test_caches() -> None:
    """Caches are data too, and one public subnet is enough."""
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
        internet_gateways: {main: {}}
        route_tables: {public: {routes: {198.51.100.0/24: internet_gateways.main}}, data: {routes: {}}}
        subnets:
          data: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: data}
          public: {cidr_block: 10.0.2.0/24, availability_zone: b, route_table: public}
        elasticache_replication_groups:
          cache:
            engine: valkey
            engine_version: 8.0
            node_type: cache.t4g.micro
            subnets: [data, public]
            at_rest_encryption_enabled: yes
            transit_encryption_enabled: yes
""",
        (18, 13, "data is kept in public,"),
    )


def test_not_known() -> None:
    """A subnet without a route table in the model is not judged."""
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
""",
    )
