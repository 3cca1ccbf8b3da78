"""Add-ons that every cluster has."""

from .support import Planted, expect

CHECK = "core-addons"
PLANTED = Planted(
    "accounts.dev.vpcs.main.eks_clusters.main.addons.coredns.addon_name",
    "snapshot-controller",
    found_at="accounts.dev.vpcs.main.eks_clusters.main.addons",
)


def test_no_add_on() -> None:
    """A cluster that names none is not judged."""
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
            version: 1.35
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
""",
    )


def test_cilium_alone() -> None:
    """Cilium by itself stands in for the VPC CNI and kube-proxy."""
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
            version: 1.35
            subnets: app
            addons: {coredns: {addon_name: coredns}}
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              system:
                helm_releases:
                  policies:
                    chart: cilium
                    repository: https://helm.example
                    version: 1.19.0
""",
    )


def test_cilium_chained() -> None:
    """Chained to it, it does not."""
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
            version: 1.35
            subnets: app
            addons: {coredns: {addon_name: coredns}}
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              system:
                helm_releases:
                  policies:
                    chart: cilium
                    repository: https://helm.example
                    version: 1.19.0
                    values: {cni.chainingMode: aws-cni}
""",
        (13, 13, "has add-ons, and not vpc-cni, kube-proxy"),
    )
