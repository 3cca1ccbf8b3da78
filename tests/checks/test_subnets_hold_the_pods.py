"""Addresses of subnets that pods run in."""

from .support import Planted, expect

CHECK = "subnets-hold-the-pods"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.node_groups.jobs.scaling_config.max_size",
    "450",
    found_at="accounts.production.vpcs.main.subnets.app-a",
)


def test_unknown_types() -> None:
    """An instance type that is not known here is not guessed."""
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
        subnets:
          app: {per: availability_zone, newbits: 4, netnum: 0}
          pods: {per: availability_zone, newbits: 8, netnum: 9}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            node_groups:
              general:
                instance_types: [x9z.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 20}
                subnets: pods
            namespaces:
              jobs:
                deployments:
                  worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: general}
""",
    )


def test_a_smaller_reserve() -> None:
    """Fewer addresses in reserve make room."""
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
        subnets:
          app: {per: availability_zone, newbits: 4, netnum: 0}
          pods: {per: availability_zone, newbits: 8, netnum: 9}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            addons:
              vpc-cni:
                addon_name: vpc-cni
                vpc_cni: {warm_ip_target: 1, minimum_ip_target: 2}
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 10}
                subnets: pods
            namespaces:
              jobs:
                deployments:
                  worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: general}
""",
    )


def test_a_larger_reserve() -> None:
    """By default a node keeps a whole interface in reserve."""
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
        subnets:
          app: {per: availability_zone, newbits: 4, netnum: 0}
          pods: {per: availability_zone, newbits: 8, netnum: 9}
        eks_clusters:
          main:
            version: 1.35
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 10}
                subnets: pods
            namespaces:
              jobs:
                deployments:
                  worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: general}
""",
        (10, 11, "has 59 addresses, and its nodes may come to need 100: 5 of general take 20 each"),
    )
