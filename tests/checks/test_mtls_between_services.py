"""What a mesh takes."""

from .support import Planted, expect

CHECK = "mtls-between-services"
PLANTED = Planted("accounts.dev.vpcs.main.eks_clusters.main.service_meshes.istio.mtls_mode", "PERMISSIVE")


def test_outside_of_the_mesh() -> None:
    """A namespace that is not in the mesh takes what comes."""
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
            service_meshes: {mesh: {implementation: istio, mtls_mode: STRICT}}
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
""",
    )


def test_other_ports() -> None:
    """Plain text at another port does not help the load balancer."""
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
            service_meshes: {mesh: {implementation: istio, mtls_mode: STRICT}}
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                subnets: app
            namespaces:
              api:
                mesh: mesh
                deployments:
                  api:
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
                    ports: {http: tcp/8080, metrics: tcp/9090}
                    plaintext_ports: [metrics]
""",
        (39, 21, "the mesh refuses the load balancer at port 8080: it has no certificate of the mesh"),
    )


def test_both_ends() -> None:
    """Who takes telemetry in belongs to the mesh as much as who sends it; who talks to none does not."""
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
            service_meshes: {mesh: {implementation: istio, mtls_mode: STRICT}}
            addons: {adot: {addon_name: adot}}
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
                    sends_to: {otlp: namespaces.observability.deployments.collector}
              alone:
                deployments:
                  alone: {replicas: {min: 2, max: 4}, requests: {cpu: 250m, memory: 256Mi}, node_groups: general}
              observability:
                deployments:
                  collector:
                    installed_by: addons.adot
                    replicas: {min: 2, max: 4}
                    requests: {cpu: 250m, memory: 256Mi}
                    node_groups: general
""",
        (21, 15, "it is not in the mesh"),
        (31, 15, "it is not in the mesh"),
    )
