"""Who enforces network policies."""

from .support import Planted, expect

CHECK = "network-policies-are-enforced"
PLANTED = Planted(
    "accounts.dev.vpcs.main.eks_clusters.main.namespaces.system.helm_releases.cilium.chart",
    "tigera-operator",
    found_at="accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.network_policies.application",
)


def test_calico() -> None:
    """Calico enforces those of Kubernetes."""
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
                network_policies: {deny: {policy_types: [Ingress]}}
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
              system:
                helm_releases:
                  policies:
                    chart: tigera-operator
                    repository: https://helm.example
                    version: 1.19.0
""",
    )


def test_cilium_by_itself() -> None:
    """Not chained, Cilium takes rules by names."""
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
                network_policies: {pay: {api: cilium, egress: {pay: {to: {fqdns: [api.example.com]}}}}}
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
              system:
                helm_releases:
                  policies:
                    chart: cilium
                    repository: https://helm.example
                    version: 1.19.0
""",
    )


def test_once_for_a_cluster() -> None:
    """Many policies that nobody enforces are one finding."""
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
                network_policies: {in: {policy_types: [Ingress]}, out: {policy_types: [Egress]}}
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
""",
        (20, 36, "nothing in the cluster enforces Kubernetes' network policies"),
    )
