"""Targets of horizontal autoscalers."""

from .support import Planted, expect

CHECK = "replicas-have-a-target"
PLANTED = Planted("accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.autoscaling", "null")


def test_a_fixed_number() -> None:
    """Equal bounds need no target."""
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
                  api: {replicas: {min: 2, max: 2}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
""",
    )


def test_from_none_by_a_queue() -> None:
    """A queue can call the first pod."""
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
                    replicas: {min: 0, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    autoscaling: {external_metric: waiting}
""",
    )
