"""Sets of addresses as blocks."""

from ipaddress import IPv4Network, IPv6Network

from hypothesis import given
from hypothesis import strategies as st

from innovate_model.analyses.places import inside, outside
from innovate_model.values import Network


def blocks(shortest: int) -> st.SearchStrategy[Network]:
    """Blocks close to one another, so that they often contain one another, of both versions."""

    def block(version: int, length: int, bits: int) -> Network:
        size = 32 if version == 4 else 128
        first = (0x0A << size - 8 | bits << size - 32) >> size - length << size - length
        return (IPv4Network if version == 4 else IPv6Network)((first, length))

    return st.builds(block, st.sampled_from((4, 6)), st.integers(shortest, 32), st.integers(0, 255))


def addresses(parts: tuple[Network, ...]) -> set[tuple[int, int]]:
    """The /32s (or first 32 bits of IPv6) in some blocks."""
    return {
        (part.version, (int(part.network_address) >> part.max_prefixlen - 32) + number)
        for part in parts
        for number in range(2 ** (32 - part.prefixlen))
    }


@given(st.lists(blocks(24), max_size=4), st.lists(blocks(22), max_size=4))
def test_outside_is_what_the_blocks_do_not_hold(parts: list[Network], taken: list[Network]):
    """As sets of addresses."""
    whole = tuple(parts)
    assert addresses(outside(whole, taken)) == addresses(whole) - addresses(tuple(taken))


@given(blocks(24), blocks(24))
def test_what_is_inside_and_outside_is_everything(part: Network, block: Network):
    """One block against another: the two answers share nothing and leave nothing out."""
    within, without = inside((part,), (block,)), outside((part,), (block,))
    assert addresses(within) | addresses(without) == addresses((part,))
    assert not addresses(within) & addresses(without)


@given(blocks(24), blocks(24))
def test_the_rest_comes_in_the_order_of_the_addresses(part: Network, block: Network):
    """As the standard library sorts it, where that can say it."""
    if part.version == block.version and part != block and part.supernet_of(block):  # type: ignore[arg-type]
        assert list(outside((part,), (block,))) == sorted(part.address_exclude(block))  # type: ignore[arg-type]
