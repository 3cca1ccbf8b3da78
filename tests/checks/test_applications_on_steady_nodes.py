"""Burstable nodes: who may stand on them."""

import pytest

from .support import Planted, expect

CHECK = "applications-on-steady-nodes"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.api.deployments.flask-api.node_groups", "system"
)
MODEL = """\
accounts:
  it:
    account_id: "111111111111"
    environment: ENVIRONMENT
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            addons: {dns: {addon_name: coredns}}
            node_groups:
              small:
                instance_types: [t3.medium]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: app
              steady:
                instance_types: [m6i.large]
                scaling_config: {min_size: 1, desired_size: 1, max_size: 2}
                subnets: app
            namespaces:
              api: {deployments: {api: {replicas: {min: 1, max: 1}, requests: {}, node_groups: GROUPS}}}
"""


@pytest.mark.parametrize(
    ("environment", "groups", "is_told"),
    [
        ("production", "small", True),
        ("production", "[small, steady]", False),
        ("production", "small, installed_by: addons.dns", False),
        ("staging", "small", False),
    ],
)
def test_who_is_told(environment: str, groups: str, is_told: bool) -> None:
    """The team's own programs of production without other nodes."""
    places = [(25, 96, "runs on processors that slow down")] if is_told else []
    expect(CHECK, MODEL.replace("ENVIRONMENT", environment).replace("GROUPS", groups), *places)
