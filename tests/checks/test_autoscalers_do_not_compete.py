"""Both autoscalers on one deployment."""

from .support import Planted, expect

CHECK = "autoscalers-do-not-compete"
PLANTED = Planted(
    "accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.vertical_autoscaling.mode", "Auto"
)


def test_by_a_queue() -> None:
    """A metric from elsewhere does not change with the requests."""
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
                    autoscaling: {external_metric: waiting}
                    vertical_autoscaling: {mode: Recreate}
""",
    )


def test_one_alone() -> None:
    """One of them by itself is no contest."""
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
                    vertical_autoscaling: {mode: Auto}
""",
    )
