"""Quotas and the bounds of the autoscalers."""

from .support import Planted, expect

CHECK = "quota-holds-the-replicas"
PLANTED = Planted("accounts.production.vpcs.main.eks_clusters.main.namespaces.api.resource_quota.cpu", "4")


def test_unknown_requests() -> None:
    """Where a pod does not say what it needs, nothing is added up."""
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
                resource_quota: {cpu: 1m, memory: 1Gi}
                deployments:
                  api: {replicas: {min: 2, max: 4}, requests: {memory: 256Mi}, node_groups: general}
""",
    )
