"""The API server: whom it may answer."""

from .support import Planted, expect

CHECK = "private-eks-endpoint"
PLANTED = Planted("accounts.production.vpcs.main.eks_clusters.main.endpoint_public_access", "yes")


def test_some_networks() -> None:
    """A public endpoint for networks of one's own is no door for everybody."""
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
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            endpoint_private_access: yes
            endpoint_public_access: yes
            public_access_cidrs: [198.51.100.0/24]
""",
    )


def test_halves() -> None:
    """The internet in two halves is the internet."""
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
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            endpoint_private_access: yes
            endpoint_public_access: yes
            public_access_cidrs: [0.0.0.0/1, 128.0.0.0/1]
""",
        (15, 13, "whole internet"),
    )


def test_not_private() -> None:
    """The VPC itself must be answered."""
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
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            endpoint_private_access: no
            endpoint_public_access: yes
            public_access_cidrs: [198.51.100.0/24]
""",
        (13, 38, "does not answer its own VPC"),
    )
