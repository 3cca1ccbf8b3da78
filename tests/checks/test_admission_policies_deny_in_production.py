"""What admission policies do in production."""

from .support import Planted, expect

CHECK = "admission-policies-deny-in-production"
PLANTED = Planted("accounts.production.vpcs.main.eks_clusters.main.admission_policies.baseline.enforcement", "warn")


def test_elsewhere() -> None:
    """In dev a warning may do."""
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
            admission_policies:
              baseline:
                engine: kyverno
                rules: [no_latest_tag]
                enforcement: warn
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


def test_no_application() -> None:
    """A cluster that runs none needs no policy."""
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
