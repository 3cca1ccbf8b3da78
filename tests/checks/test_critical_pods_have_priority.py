"""Priority of what others depend on."""

from .support import Planted, expect

CHECK = "critical-pods-have-priority"
PLANTED = Planted(
    "accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.priority_class", "background"
)


def test_elsewhere() -> None:
    """Without an environment and without any priority class nothing is asked for."""
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
              system:
                helm_releases:
                  dns: {chart: coredns, repository: https://helm.example, version: 1.0.0}
                deployments:
                  dns:
                    replicas: {min: 2, max: 2}
                    requests: {cpu: 100m}
                    node_groups: general
                    installed_by: helm_releases.dns
""",
    )


def test_agents() -> None:
    """What an add-on puts on every node is critical too; a batch job is not."""
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
            addons: {kube-proxy: {addon_name: kube-proxy}}
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              system:
                daemon_sets:
                  proxy: {requests: {cpu: 100m}, node_groups: general, installed_by: addons.kube-proxy}
              jobs:
                deployments:
                  worker: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, node_groups: general}
""",
        (23, 19, "is critical, and has the priority of any pod"),
    )
