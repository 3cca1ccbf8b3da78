"""Who makes node groups grow."""

from .support import Planted, expect

CHECK = "node-autoscaler"
PLANTED = Planted(
    "accounts.dev.vpcs.main.eks_clusters.main.namespaces.system.helm_releases.cluster-autoscaler.chart",
    "descheduler",
    found_at="accounts.dev.vpcs.main.eks_clusters.main",
)


def test_nothing_installed() -> None:
    """A cluster that does not say what is installed is not judged."""
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
            namespaces:
              api:
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
""",
    )


def test_a_deployment_of_the_name() -> None:
    """One that is written as a deployment of one's own counts too."""
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
                deployments:
                  karpenter: {replicas: {min: 2, max: 2}, requests: {cpu: 1}, node_groups: general}
""",
    )


def test_no_room() -> None:
    """Groups of a fixed size need none."""
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
                scaling_config: {min_size: 2, desired_size: 2, max_size: 2}
                subnets: app
""",
    )
