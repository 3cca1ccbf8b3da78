"""Spot nodes: what may run there."""

from .support import Planted, expect

CHECK = "spot-with-disruption-budget"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.jobs.deployments.worker.min_available", "0"
)


def test_no_spot() -> None:
    """Nodes on demand ask for no budget."""
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
              jobs:
                deployments:
                  worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: general}
""",
    )


def test_some_other_home() -> None:
    """A critical program may use spot nodes beside others, and needs a budget all the same."""
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
              spot:
                instance_types: [m5.large, m6i.large]
                capacity_type: SPOT
                scaling_config: {min_size: 0, desired_size: 1, max_size: 4}
                subnets: app
            namespaces:
              api:
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m}, node_groups: [spot, general]}
""",
        (37, 19, "runs on spot nodes, and no disruption budget keeps any of its pods"),
    )


def test_none_in_dev() -> None:
    """Outside of production a budget of 0 is somebody's decision."""
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
              spot:
                instance_types: [m5.large, m6i.large]
                capacity_type: SPOT
                scaling_config: {min_size: 0, desired_size: 1, max_size: 4}
                subnets: app
            namespaces:
              jobs:
                deployments:
                  worker: {replicas: {min: 2, max: 8}, requests: {cpu: 500m}, node_groups: spot, min_available: 0}
""",
    )


def test_scaled_to_none() -> None:
    """What may have no pod at all has none to keep, in production too; disruption-budget-leaves-room asks for it."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    environment: production
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
              jobs:
                deployments:
                  worker: {replicas: {min: 0, max: 8}, requests: {cpu: 500m}, node_groups: spot, min_available: 0}
""",
    )
