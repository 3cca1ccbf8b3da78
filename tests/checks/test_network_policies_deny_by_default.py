"""Namespaces that are closed."""

from .support import Planted, expect

CHECK = "network-policies-deny-by-default"
PLANTED = Planted(
    "accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.network_policies.default-deny.policy_types",
    "[Egress]",
    found_at="accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.network_policies",
)


def test_elsewhere() -> None:
    """An account without an environment is not judged."""
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


def test_two_policies() -> None:
    """Two policies may close a direction each; one for some pods closes nothing for the others."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    environment: dev
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
                network_policies:
                  in: {policy_types: [Ingress]}
                  out: {api: cilium, pods: deployments.api, policy_types: [Egress]}
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
""",
        (21, 17, "runs applications, and no policy closes Egress for all its pods"),
    )
