"""Who may use AWS as whom."""

from .support import Planted, expect

CHECK = "pods-with-their-own-role"
PLANTED = Planted("accounts.dev.vpcs.main.eks_clusters.main.namespaces.jobs.deployments.worker.service_account", "null")


def test_nothing_of_aws() -> None:
    """What connects to a database alone is another check's."""
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
        aurora_clusters:
          main: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}
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
                    connects_to: {db: aurora_clusters.main}
""",
    )


def test_managed_policies() -> None:
    """What every node needs is in AWS's own policies."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    iam_roles:
      node:
        trust: {services: [ec2.amazonaws.com]}
        managed_policies: [AmazonEKSWorkerNodePolicy, AmazonEC2ContainerRegistryPullOnly]
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
                iam_role: node
""",
    )


def test_telemetry() -> None:
    """Who sends to a collector leaves AWS to it, and the collector needs a role."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    prometheus_workspaces: {main: {alias: main}}
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
                    sends_to: {otlp: deployments.collector}
                  collector:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    sends_to: {metrics: prometheus_workspaces.main}
""",
        (27, 19, "uses AWS"),
    )
