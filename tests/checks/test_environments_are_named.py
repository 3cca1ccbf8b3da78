"""Environments: who has to name one."""

from .support import Planted, expect

CHECK = "environments-are-named"
PLANTED = Planted("accounts.production.environment", "null")
MODEL = """\
accounts:
  other: {account_id: "111111111111"ENVIRONMENT}
  shop:
    account_id: "222222222222"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters: {main: {version: 1.34, subnets: app}}
"""


def test_a_cluster_wants_one() -> None:
    """Where another account has said which it is."""
    expect(CHECK, MODEL.replace("ENVIRONMENT", ", environment: dev"), (3, 3, "shop runs a eks_cluster"))


def test_nobody_names_any() -> None:
    """A small model need not know of environments."""
    expect(CHECK, MODEL.replace("ENVIRONMENT", ""))
