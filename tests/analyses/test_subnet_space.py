"""Free space and usable addresses."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.subnet_space import free_space, usable_addresses

PARENT = IPv4Network("10.1.2.0/24")


@st.composite
def block(draw: st.DrawFn) -> IPv4Network:
    """A block in, around or beside the parent."""
    length = draw(st.integers(22, 32))
    return IPv4Network((int(PARENT.network_address) + draw(st.integers(-256, 511)), length), strict=False)


@given(st.lists(block(), max_size=12))
def test_what_is_free_is_exactly_what_no_child_holds(children: list[IPv4Network]) -> None:
    """Address by address, the free blocks hold what the parent has and no child does, each once."""
    taken = {address for child in children for address in child}
    listed = [address for free in free_space(PARENT, children) for address in free]
    assert listed == [address for address in PARENT if address not in taken]


@given(st.lists(block(), max_size=12))
def test_free_blocks_are_maximal(children: list[IPv4Network]) -> None:
    """No free block can grow by a bit: its supernet leaves the parent or meets a child."""
    for free in free_space(PARENT, children):
        wider = free.supernet()
        assert not wider.subnet_of(PARENT) or any(wider.overlaps(child) for child in children)


def test_free_space_in_ipv6() -> None:
    """Beside one /64 of a /62 remain its sibling /64 and the other /63, in address order."""
    free = free_space(IPv6Network("2001:db8::/62"), [IPv6Network("2001:db8:0:1::/64")])
    assert free == [IPv6Network("2001:db8::/64"), IPv6Network("2001:db8:0:2::/63")]


@pytest.mark.parametrize(
    ("parent", "child", "free"),
    [
        ("0.0.0.0/0", "0.0.0.0/0", []),
        ("::/0", "8000::/1", ["::/1"]),
        ("10.0.0.0/8", "0.0.0.0/0", []),
        ("10.0.0.0/8", "192.168.0.0/16", ["10.0.0.0/8"]),
        ("255.255.255.255/32", "255.255.255.254/31", []),
    ],
)
def test_free_space_at_the_borders(parent: str, child: str, free: list[str]) -> None:
    """A child over all, beside, or at the very end of the address space is treated as what it covers."""
    if ":" in parent:
        found = [str(block) for block in free_space(IPv6Network(parent), [IPv6Network(child)])]
    else:
        found = [str(block) for block in free_space(IPv4Network(parent), [IPv4Network(child)])]
    assert found == free


def test_a_child_of_the_other_family_is_refused() -> None:
    """An IPv6 child of an IPv4 parent is a mistake of the caller and not silently free."""
    other: Any = IPv6Network("::/64")
    with pytest.raises(TypeError, match="different address families"):
        free_space(PARENT, [other])


@pytest.mark.parametrize(
    ("prefix_length", "family", "usable"),
    [(24, 4, 251), (28, 4, 11), (16, 4, 65_531), (30, 4, 0), (32, 4, 0), (64, 6, 2**64 - 5), (128, 6, 0)],
)
def test_aws_keeps_five_addresses(prefix_length: int, family: int, usable: int) -> None:
    """Of a subnet's addresses five are AWS's, and never are fewer than none usable."""
    assert usable_addresses(prefix_length, family) == usable


@pytest.mark.parametrize(("prefix_length", "family"), [(33, 4), (-1, 4), (129, 6), (24, 5)])
def test_lengths_and_families_that_do_not_exist_raise(prefix_length: int, family: int) -> None:
    """A prefix length or a family that does not exist is an error of the caller."""
    with pytest.raises(ValueError, match="no "):
        usable_addresses(prefix_length, family)
