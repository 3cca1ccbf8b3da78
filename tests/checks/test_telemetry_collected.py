"""Signals of clusters."""

from .support import Planted, expect

CHECK = "telemetry-collected"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.observability.deployments.adot-collector.sends_to.traces",
    "null",
    found_at="accounts.production.vpcs.main.eks_clusters.main",
)


def test_who_is_not_asked() -> None:
    """A cluster without described workloads, and one in an account that serves no environment."""
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
        eks_clusters: {main: {version: 1.34, subnets: app}}
""",
    )
