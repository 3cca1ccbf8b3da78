"""Types in a node group: what counts as a difference."""

import pytest

from .support import Planted, expect

CHECK = "node-group-instances-alike"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.node_groups.jobs.instance_types", "[m5.large, m6i.2xlarge]"
)
MODEL = """\
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
            version: 1.34
            subnets: app
            node_groups:
              all:
                scaling_config: {min_size: 1, desired_size: 1, max_size: MAX}
                subnets: app
                instance_types: [m6i.large, TYPE]
"""


@pytest.mark.parametrize(
    ("kind", "most", "part"),
    [
        ("m5.large", 4, ""),
        ("m6i.xlarge", 4, "m6i.xlarge has 4 vCPU and 16 GiB, and m6i.large 2 vCPU and 8 GiB"),
        ("m6i.xlarge", 1, ""),
        ("m7g.large", 1, "m7g.large is arm64, and m6i.large is amd64"),
        ("z9.humongous", 4, ""),
    ],
)
def test_differences(kind: str, most: int, part: str) -> None:
    """Size where the group may grow, processors always, nothing about types that nobody here knows."""
    places = [(17, 45, part)] if part else []
    expect(CHECK, MODEL.replace("TYPE", kind).replace("MAX", str(most)), *places)
