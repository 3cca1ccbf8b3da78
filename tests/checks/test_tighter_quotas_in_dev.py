"""Quotas of dev beside those of production."""

from .support import Planted, expect

CHECK = "tighter-quotas-in-dev"
PLANTED = Planted("accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.resource_quota.cpu", "48")


def test_units() -> None:
    """A thousand thousandths are a core, and what only one side bounds is not compared."""
    expect(
        CHECK,
        """\
accounts:
  dev:
    account_id: "111111111111"
    environment: dev
    vpcs:
      main:
        cidr_block: 10.1.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            namespaces: {api: {resource_quota: {cpu: 2000m, memory: 4Gi}}}
  production:
    account_id: "111111111112"
    environment: production
    vpcs:
      main:
        cidr_block: 10.2.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            namespaces: {api: {resource_quota: {cpu: 2}}}
""",
        (14, 54, "dev may take 2000m of cpu, production 2"),
    )


def test_below() -> None:
    """Smaller is smaller in other units too."""
    expect(
        CHECK,
        """\
accounts:
  dev:
    account_id: "111111111111"
    environment: dev
    vpcs:
      main:
        cidr_block: 10.1.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            namespaces: {api: {resource_quota: {memory: 4095Mi}}}
  production:
    account_id: "111111111112"
    environment: production
    vpcs:
      main:
        cidr_block: 10.2.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            namespaces: {api: {resource_quota: {memory: 4Gi}}}
""",
    )
