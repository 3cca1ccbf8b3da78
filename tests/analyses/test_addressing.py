"""Overlap and containment of written blocks."""

from ipaddress import ip_network
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.addressing import Overlap, are_apart, overlaps_between_subnets, spaces
from innovate_model.graph import build
from innovate_model.loader import load_text


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
