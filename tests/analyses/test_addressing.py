"""Overlap and containment of written blocks."""

import json
from ipaddress import ip_network
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.addressing import (
    Overlap,
    addresses_in_subnet,
    are_apart,
    outside_their_vpc,
    overlaps_between_subnets,
    spaces,
)
from innovate_model.graph import build
from innovate_model.loader import load_text
from innovate_model.resources.subnet import Subnet


def _block(version: int, length: int, number: int) -> str:
    """A block near the start of a small universe, so that many of them meet."""
    bits, base = (32, "10.0.0.0") if version == 4 else (128, "2001:db8::")
    return str(ip_network(f"{ip_network(base)[0] + (number << (bits - length))}/{length}"))


blocks = st.lists(
    st.one_of(
        st.builds(_block, st.just(4), st.integers(24, 28), st.integers(0, 7)),
        st.builds(_block, st.just(6), st.integers(60, 66), st.integers(0, 7)),
    ),
    max_size=8,
)


@given(blocks)
def test_apart_means_that_no_two_overlap(texts: list[str]) -> None:
    """The neighbours in order tell the same as all pairs."""
    networks = [ip_network(text) for text in texts]
    meeting = any(a.version == b.version and a.overlaps(b) for a, b in combinations(networks, 2))
    assert are_apart(texts) is not meeting


def test_overlap_of_subnets() -> None:
    """Blocks that meet are named with both owners, the one that holds the other first."""
    text = """
innovate: 1
organization: {title: Example, region: us-east-1}
accounts:
  a:
    account_id: "111111111111"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        subnets:
          small: {cidr_block: 10.0.1.0/24, availability_zone: a}
          apart: {cidr_block: 10.0.8.0/24, availability_zone: a}
          large: {cidr_block: 10.0.0.0/22, availability_zone: b}
"""
    graph = build(load_text(text).model)
    prefix = "accounts.a.vpcs.main.subnets"
    overlap = Overlap(f"{prefix}.large", "10.0.0.0/22", f"{prefix}.small", "10.0.1.0/24")
    assert overlaps_between_subnets(graph) == (overlap,)
    assert overlap.shared == "10.0.1.0/24"
    (space,) = spaces(graph)
    assert space.free[0] == "10.0.4.0/22"
    assert space.used == (1024 + 256) / 65536


VPC_BLOCK = ip_network("10.0.0.0/24")
subnet_blocks = st.lists(st.builds(_block, st.just(4), st.integers(26, 28), st.integers(0, 15)), min_size=1, max_size=6)


@given(subnet_blocks)
def test_free_space_and_overlaps_against_every_single_address(texts: list[str]) -> None:
    """Of the VPC's 256 addresses those are free that no subnet holds; two subnets overlap where they share one."""
    subnets = {f"s{number}": {"cidr_block": text, "availability_zone": "a"} for number, text in enumerate(texts)}
    vpc = {"cidr_block": str(VPC_BLOCK), "subnets": subnets}
    model = {
        "innovate": "1",
        "organization": {"title": "Test", "region": "us-east-1"},
        "accounts": {"a": {"account_id": "111111111111", "vpcs": {"main": vpc}}},
    }
    graph = build(load_text(json.dumps(model)).model)
    held = [set(ip_network(text)) for text in texts]
    (space,) = spaces(graph)
    free = [set(ip_network(block)) for block in space.free]
    assert set().union(*free) == set(VPC_BLOCK) - set().union(*held)
    assert sum(map(len, free)) == len(set().union(*free)), "free blocks do not overlap"
    assert space.used == 1 - sum(map(len, free)) / VPC_BLOCK.num_addresses
    found = {frozenset((pair.first[-2:], pair.second[-2:])) for pair in overlaps_between_subnets(graph)}
    expected = {frozenset((f"s{a}", f"s{b}")) for a, b in combinations(range(len(texts)), 2) if held[a] & held[b]}
    assert found == expected
    outside = {subnet.name for subnet, _ in outside_their_vpc(graph)}
    assert outside == {f"s{number}" for number, own in enumerate(held) if not own <= set(VPC_BLOCK)}


def test_addresses_in_a_subnet() -> None:
    """All but the five that AWS keeps; none in IPv4 where a subnet has IPv6 only."""
    subnet = Subnet(address="accounts.a.vpcs.v.subnets.s", cidr_block="10.0.0.0/28", availability_zone="us-east-1a")
    assert addresses_in_subnet(subnet) == 11
    six = Subnet(address=subnet.address, ipv6_cidr_block="2001:db8::/64", availability_zone="us-east-1a")
    assert addresses_in_subnet(six) == 0
