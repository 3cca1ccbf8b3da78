"""Ports that policies leave open."""

from .support import Planted, expect

CHECK = "network-policies-let-work-through"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.network_policies.application.egress.aurora.ports",
    "[tcp/3306]",
    found_at="accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.connects_to.db",
)


def test_not_isolated() -> None:
    """Without a policy everything passes."""
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
                    ports: {http: tcp/8080}
                    connects_to: {db: aurora_clusters.main}
""",
    )


def test_all_ports() -> None:
    """A rule without ports has all of them, and what answers on unknown ports is not judged."""
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
                network_policies:
                  default-deny: {policy_types: [Ingress, Egress]}
                  api: {ingress: {any: {from: {blocks: vpc}}}, egress: {any: {to: {blocks: vpc}}}}
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    ports: {http: tcp/8080}
                    connects_to: {db: aurora_clusters.main}
""",
    )


def test_a_policy_for_others() -> None:
    """What selects other pods helps nobody here."""
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
                network_policies:
                  default-deny: {policy_types: [Egress]}
                  dns: {egress: {dns: {ports: [udp/53]}}}
                  other: {pods: deployments.other, egress: {db: {ports: [tcp/5432]}}}
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    ports: {http: tcp/8080}
                    connects_to: {db: aurora_clusters.main}
                  other: {replicas: {min: 1, max: 1}, requests: {cpu: 1}, node_groups: general}
""",
        (32, 39, "connects to db on tcp/5432, which no network policy lets out"),
    )
