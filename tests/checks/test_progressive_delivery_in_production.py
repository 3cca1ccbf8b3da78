"""How new versions reach production."""

from .support import Planted, expect

CHECK = "progressive-delivery-in-production"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.rollout.automatic_rollback",
    "no",
)


def test_behind_no_load_balancer() -> None:
    """What takes no requests from outside may roll."""
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
            namespaces:
              api:
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
""",
    )


def test_elsewhere() -> None:
    """In staging too."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    environment: staging
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
                  api: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
""",
    )


def test_blue_green() -> None:
    """Blue and green will do."""
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
                    readiness_probe: {port: http, path: /healthz}
                    rollout: {strategy: blue_green, traffic_router: alb, automatic_rollback: yes}
""",
    )


def test_all_at_once() -> None:
    """A canary whose first step is everything is none."""
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
                    readiness_probe: {port: http, path: /healthz}
                    rollout: {strategy: canary, steps: [100], traffic_router: alb, automatic_rollback: yes}
""",
        (39, 49, "the first step gives the new version all requests"),
    )
