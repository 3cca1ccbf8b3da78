"""Controllers that do what pods are told."""

from .support import Planted, expect

CHECK = "controllers-are-installed"
PLANTED = Planted(
    "accounts.dev.vpcs.main.eks_clusters.main.namespaces.system.helm_releases.argo-rollouts.chart",
    "argo-events",
    found_at="accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.rollout",
)


def test_nothing_said() -> None:
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
        lbs:
          api:
            type: application
            subnets: app
            internal: yes
            target_groups:
              api:
                port: 8080
                protocol: HTTP
                target_type: ip
                targets: eks_clusters.main.namespaces.api.deployments.api
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
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    autoscaling: {cpu_percent: 70}
""",
    )


def test_an_add_on_counts() -> None:
    """An EKS add-on does it as well as a release."""
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
            addons: {metrics-server: {addon_name: metrics-server}}
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    autoscaling: {cpu_percent: 70}
              system:
                helm_releases:
                  keda: {chart: keda, repository: https://helm.example, version: 1.0.0}
""",
    )


def test_its_own_way() -> None:
    """A deployment rolls by itself."""
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
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    rollout: {strategy: rolling}
              system:
                helm_releases:
                  keda: {chart: keda, repository: https://helm.example, version: 1.0.0}
""",
    )
