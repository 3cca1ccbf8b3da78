"""Deletion protection: where."""

from .support import Planted, expect

CHECK = "deletion-protection"
PLANTED = Planted("accounts.production.vpcs.main.aurora_clusters.main.deletion_protection", "no")


def test_both() -> None:
    """In production load balancers and databases are asked."""
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
        availability_zones: [a, b]
        subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs: {api: {type: network, internal: yes, subnets: data, enable_deletion_protection: no}}
        aurora_clusters:
          main:
            engine: aurora-postgresql
            engine_version: 16.10
            subnets: data
            storage_encrypted: yes
            deletion_protection: no
""",
        (10, 94, "load balancer"),
        (17, 34, "database"),
    )


def test_elsewhere() -> None:
    """Elsewhere things come and go."""
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
