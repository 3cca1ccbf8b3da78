"""Budgets beside the number of pods."""

from .support import Planted, expect

CHECK = "disruption-budget-leaves-room"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.min_available", "3"
)


def test_from_none() -> None:
    """A program that may have no pod at all cannot keep one."""
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
                    min_available: 1
""",
        (25, 36, "keeps 1 of its pods, and there may be only 0: no node of theirs can be drained"),
    )


def test_no_budget() -> None:
    """A budget of 0 holds nobody up."""
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
                    min_available: 0
""",
    )
