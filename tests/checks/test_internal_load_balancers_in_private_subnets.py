"""Internal load balancers: where they may stand."""

from .support import Planted, expect

CHECK = "internal-load-balancers-in-private-subnets"
PLANTED = Planted("accounts.shared-services.vpcs.tools.lbs.packages.subnets", "public")

MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        internet_gateways: {main: {}}
        route_tables: {out: {routes: {0.0.0.0/0: internet_gateways.main}}}
        subnets:
          one: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: out}
          two: {cidr_block: 10.0.1.0/24, availability_zone: b}
        lbs: {api: {type: network, internal: INTERNAL, subnets: [one, two]}}
"""


def test_one_public_subnet_is_enough() -> None:
    """It is named; the other one has no table that is written, and is not judged."""
    expect(CHECK, MODEL.replace("INTERNAL", "yes"), (12, 51, "stands in one, which routes to an internet gateway"))


def test_a_public_load_balancer_belongs_there() -> None:
    """Another check sees to that."""
    expect(CHECK, MODEL.replace("INTERNAL", "no"))
