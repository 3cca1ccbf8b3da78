"""Clusters and environments."""

from .support import Planted, expect

CHECK = "cluster-per-environment"
PLANTED = Planted("accounts.production.vpcs.main.eks_clusters.main.namespaces.staging", "{}")


def test_no_cluster_at_all() -> None:
    """An organisation without clusters is not judged."""
    expect(
        CHECK,
        """\
accounts:
  staging:
    account_id: "111111111111"
    environment: staging
    vpcs:
      main:
        cidr_block: 10.1.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
  production:
    account_id: "111111111112"
    environment: production
    vpcs:
      main:
        cidr_block: 10.2.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
""",
    )


def test_its_own_name() -> None:
    """A namespace may have the name of its own environment."""
    expect(
        CHECK,
        """\
accounts:
  staging:
    account_id: "111111111111"
    environment: staging
    vpcs:
      main:
        cidr_block: 10.1.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters: {main: {version: 1.35, subnets: app, namespaces: {staging: {}}}}
  production:
    account_id: "111111111112"
    environment: production
    vpcs:
      main:
        cidr_block: 10.2.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters: {main: {version: 1.35, subnets: app, namespaces: {production: {}, test: {}}}}
""",
    )
