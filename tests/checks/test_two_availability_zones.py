"""Two zones: of what AWS demands them."""

import pytest

from .support import Planted, expect

CHECK = "two-availability-zones"
PLANTED = Planted("accounts.production.vpcs.main.lbs.api.subnets", "[public-b]")
TEXT = """\
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {s: {per: availability_zone, newbits: 4, netnum: 0}, t: {newbits: 4, netnum: 1, availability_zone: a}}
"""
AURORA = "engine: aurora-postgresql, engine_version: 16.10, storage_encrypted: yes"


@pytest.mark.parametrize(
    "words",
    ["eks_clusters: {x: {version: 1.34, ", f"aurora_clusters: {{x: {{{AURORA}, ", "lbs: {x: {type: application, "],
)
@pytest.mark.parametrize(
    ("subnets", "is_fine"), [("s", True), ("[s-a, s-b]", True), ("s-a", False), ("[s-a, t]", False)]
)
def test_what_needs_two_zones(words: str, subnets: str, is_fine: bool) -> None:
    """Two subnets in one zone are one zone; the finding stands at the subnets."""
    line = f"        {words}subnets: {subnets}}}}}\n"
    column = line.index("subnets:") + 1 + (0 if subnets.startswith("[") else len("subnets: "))
    expect(CHECK, TEXT + line, *([] if is_fine else [(9, column, "has subnets in us-east-1a alone")]))


def test_a_network_load_balancer_may_stand_in_one() -> None:
    """AWS lets an NLB have one zone."""
    expect(CHECK, TEXT + "        lbs: {x: {type: network, subnets: s-a}}\n")
