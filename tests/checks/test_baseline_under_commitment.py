"""Commitments."""

from .support import Planted, expect

CHECK = "baseline-under-commitment"
PLANTED = Planted(
    "accounts.management.savings_plans.baseline.covers",
    "[]",
    "accounts.production.vpcs.main.eks_clusters.main.node_groups.general",
)


def test_which() -> None:
    """Spot nodes, groups that may be empty and other environments are no baseline; a reservation covers as well."""
    expect(
        CHECK,
        """\
blueprints:
  vpc:
    cidr_block: 10.0.0.0/16
    availability_zones: [a, b]
    subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
    eks_clusters:
      k8s:
        version: 1.35
        subnets: app
        node_groups:
          base:
            instance_types: [m6i.large]
            scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
            subnets: app
          spot:
            instance_types: [m6i.large]
            capacity_type: SPOT
            scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
            subnets: app
          bursts:
            instance_types: [c6i.large]
            scaling_config: {min_size: 0, desired_size: 0, max_size: 4}
            subnets: app
accounts:
  dev: {account_id: "222222222222", environment: dev, vpcs: {main: {extends: blueprints.vpc}}}
  production:
    account_id: "111111111111"
    environment: production
    vpcs: {main: {extends: blueprints.vpc}}
    reservations:
      base:
        service: ec2
        instance_type: m6i.large
        instance_count: 2
        term_years: 1
        payment_option: NO_UPFRONT
        covers: vpcs.main.eks_clusters.k8s.node_groups.base
""",
    )
