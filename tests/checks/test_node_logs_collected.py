"""Agents that collect logs."""

from .support import Planted, expect

CHECK = "node-logs-collected"
PLANTED = Planted(
    "accounts.dev.vpcs.main.eks_clusters.main.namespaces.system.daemon_sets.fluent-bit.node_groups",
    "[system, general, compute]",
    found_at="accounts.dev.vpcs.main.eks_clusters.main.node_groups.jobs",
)


def test_elsewhere() -> None:
    """Outside of the environments nothing is asked for."""
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
              spot:
                instance_types: [m5.large, m6i.large]
                capacity_type: SPOT
                scaling_config: {min_size: 0, desired_size: 1, max_size: 4}
                subnets: app
            namespaces:
              system:
                helm_releases:
                  logs: {chart: aws-for-fluent-bit, repository: https://aws.github.io/eks-charts, version: 0.1.35}
                daemon_sets:
                  logs:
                    requests: {cpu: 50m}
                    node_groups: general
                    installed_by: helm_releases.logs
""",
    )


def test_by_its_name() -> None:
    """An agent of one's own is known by its name."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    environment: staging
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
              system:
                daemon_sets:
                  vector: {requests: {cpu: 50m}, node_groups: general}
""",
    )
