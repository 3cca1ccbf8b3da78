"""Which namespaces are bounded."""

from .support import Planted, expect

CHECK = "namespace-quotas"
PLANTED = Planted("accounts.dev.vpcs.main.eks_clusters.main.namespaces.api.limit_range", "null")


def test_add_ons_are_not_bounded() -> None:
    """A namespace that holds nothing but what a release brings is left alone."""
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
