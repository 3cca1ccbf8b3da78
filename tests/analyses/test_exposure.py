"""Which blocks mean everybody."""

import pytest

from innovate_model.analyses.exposure import internet_facing, is_the_world, world_blocks
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.resources.peer import Peer

LOADED = load_text("""
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    prefix_lists: {all: {entries: [10.0.0.0/8, "2000::/3"]}, edge: {aws_managed: com.amazonaws.global.cloudfront}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
        lbs:
          api: {type: application, subnets: public}
          inner: {type: application, subnets: public, internal: yes}
""")
GRAPH = build(LOADED.model)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("0.0.0.0/0", True),
        ("::/0", True),
        ("128.0.0.0/1", True),
        ("2000::/3", True),  # all of today's public IPv6
        ("10.0.0.0/8", False),  # nobody's on the internet
        ("fc00::/7", False),
        ("17.0.0.0/8", False),  # a single owner's
        ("198.51.100.0/24", False),
    ],
)
def test_everybody(block: str, expected: bool) -> None:
    """Everybody is what no single owner has and what is not private."""
    assert is_the_world(block) is expected


def test_peers() -> None:
    """A prefix list is as wide as its entries; of one that AWS keeps nothing is known, and a group is no block."""
    lists = [world_blocks(GRAPH, Peer("prefix_list", f"accounts.a.prefix_lists.{name}")) for name in ("all", "edge")]
    assert lists == [("2000::/3",), ()]
    assert world_blocks(GRAPH, Peer("cidr", "", ("10.0.0.0/8", "0.0.0.0/0"))) == ("0.0.0.0/0",)
    assert world_blocks(GRAPH, Peer("security_group", "accounts.a.vpcs.main.security_groups.x")) == ()


def test_internet_facing() -> None:
    """A load balancer faces the internet unless it says that it is internal."""
    assert LOADED.findings == ()
    assert [lb.name for lb in internet_facing(GRAPH)] == ["api"]
