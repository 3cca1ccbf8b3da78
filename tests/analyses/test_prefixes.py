"""Bulk parsing agrees with `ipaddress`, and overlaps agree with asking every pair."""

from __future__ import annotations

import ipaddress
import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from innovate_model.analyses import prefix_parsing
from innovate_model.analyses import prefixes as subject
from innovate_model.analyses.prefixes import overlaps, parse

Row = tuple[int, int, int]


def expected(texts: list[str]) -> tuple[dict[int, Row], list[int]]:
    """What `ipaddress` makes of each text: (family, address, length) by index, and the indices that it refuses."""
    valid: dict[int, Row] = {}
    invalid: list[int] = []
    for index, text in enumerate(texts):
        try:
            network = ipaddress.ip_network(text, strict=True)
        except ValueError:
            invalid.append(index)
        else:
            valid[index] = network.version, int(network.network_address), network.prefixlen
    return valid, invalid


def parsed(texts: list[str]) -> tuple[dict[int, Row], list[int]]:
    """What `parse` makes of the texts, in the same form."""
    found = parse(texts)
    columns = (found.index, found.family, found.high, found.low, found.length)
    valid = {
        index: (family, (high << 64 | low) >> (96 if family == 4 else 0), length)
        for index, family, high, low, length in zip(*(column.tolist() for column in columns), strict=True)
    }
    return valid, found.invalid.tolist()


def groups_text(draw: st.DrawFn) -> str:
    """An IPv6 address of random groups, perhaps too many or too few, with `::` perhaps once or twice."""
    groups = draw(st.lists(st.from_regex(r"[0-9a-fA-F]{1,4}|0{1,5}", fullmatch=True), min_size=0, max_size=9))
    cuts = draw(st.lists(st.integers(0, len(groups)), max_size=2))
    for cut in sorted(cuts, reverse=True):
        groups.insert(cut, "")
    text = ":".join(groups)
    if cuts and text.startswith(":"):
        text = ":" + text
    return text + draw(st.sampled_from(["", "", ":"])) if cuts else text


@st.composite
def ipv6_like(draw: st.DrawFn) -> str:
    """Near and at the grammar of IPv6 prefixes."""
    length = draw(st.one_of(st.integers(0, 130).map(str), st.sampled_from(["", "064", "-1", "6 4"])))
    return f"{groups_text(draw)}/{length}"


@st.composite
def ipv4_like(draw: st.DrawFn) -> str:
    """Near and at the grammar of IPv4 prefixes."""
    octet = st.one_of(st.integers(0, 300).map(str), st.just("0"), st.sampled_from(["", "010", "a", "00", "1000"]))
    octets = draw(st.lists(octet, min_size=4, max_size=4) | st.lists(octet, max_size=6))
    tail = draw(
        st.one_of(st.integers(0, 40).map("/{}".format), st.sampled_from(["", "/", "/08", "/255.0.0.0", "/8/8"]))
    )
    return ".".join(octets) + tail


@st.composite
def true_network(draw: st.DrawFn) -> str:
    """A valid prefix in one of the ways of writing it, or the same with host bits set."""
    family = draw(st.sampled_from([4, 6]))
    bits = 32 if family == 4 else 128
    length = draw(st.integers(0, bits))
    address = draw(st.integers(0, 2**bits - 1))
    if draw(st.integers(0, 9)):
        address = address >> (bits - length) << (bits - length)
    host = ipaddress.IPv4Address(address) if family == 4 else ipaddress.IPv6Address(address)
    text = draw(st.sampled_from([str(host), host.exploded, str(host).upper()]))
    return f"{text}/{length}"


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A valid text with one character put in, taken out or replaced."""
    text = draw(true_network())
    at = draw(st.integers(0, len(text)))
    return (
        text[:at]
        + draw(st.sampled_from(["", ":", "::", ".", "/", "0", "%", " ", "\n", "٣", "g", "\x00"]))
        + text[at + draw(st.integers(0, 1)) :]
    )


ODDITIES = [
    "", "/", "::/0", "::", "1::/16", "::1/128", "1::", ":::/0", "::1::/64", "1:2:3:4:5:6:7::/128",
    "::2:3:4:5:6:7:8/128", "1:2:3:4::5:6:7:8/128", "1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7/128", "1:2:3:4:5:6:7:/128",
    ":2:3:4:5:6:7:8/128", "::1:/128", "::ffff:1.2.3.4/128", "::ffff:1.2.3.0/120", "::1.2.3.4",
    "64:ff9b::1.2.3.4/96", "fe80::%eth0/64", "fe80::1%1/128", "fe80::%/64", "10.0.0.0/8", "10.0.0.1/8",
    "010.0.0.0/8", "10.0.0.0/08", "10.0.0.0/008", "10.0.0.0/33", "10.0.0.0/255.0.0.0", "10.0.0.0/0.255.255.255",
    "0.0.0.0/0", "00.0.0.0/0", "255.255.255.255/32", "256.0.0.0/8", "10.0.0.0", "10.0.0/8", "10.0.0.0.0/8",
    " 10.0.0.0/8", "10.0.0.0/8 ", "10.0.0.0/8\n", "10.0.0.0/8\n10.0.0.0/8", "\n", "10.0.0.0/8\r", "10.0.0.0\n/8",
    "١٠.0.0.0/8", "10.0.0.0/٨", "１０.0.0.0/8", "\ud800", "a.b.c.d/8", "10:0:0:0/8", "1.2:3.4/5", "12345::/16",
    "::/129", "::/-1", "::/+1", "::/1_0", "1/2/3", "0x0a.0.0.0/8", "167772160", "10.0.0.0/8/", "é",
    "1100.0.0.0/8", "10.0.0.0/1024", "::/1128", "21100.0.0.0/8",
]  # fmt: skip


@given(
    st.lists(
        st.one_of(true_network(), damaged(), ipv4_like(), ipv6_like(), st.text(max_size=12), st.sampled_from(ODDITIES)),
        max_size=40,
    )
)
@settings(max_examples=250, deadline=None)
@example(ODDITIES)
@example([])
def test_parse_takes_what_ipaddress_takes(texts: list[str]) -> None:
    """Every text, well-formed or not, is taken or refused as `ipaddress.ip_network` does, with the same value."""
    assert parsed(texts) == expected(texts)


@pytest.mark.parametrize("separator", [":", ".", "/", "%", "\n"])
@given(st.lists(st.text("0123456789abcdefA:./", max_size=24), max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_disturbs_its_neighbours(separator: str, texts: list[str]) -> None:
    """Texts of only the characters that the block parser acts on cannot shift or change what stands beside them."""
    around = [text + separator for text in texts] + texts
    assert parsed(around) == expected(around)


def test_plain_texts_do_not_take_the_slow_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefixes as people and AWS write them are parsed in bulk: `ipaddress` is never asked."""
    texts = [
        "10.0.0.0/8",
        "192.168.255.0/24",
        "0.0.0.0/0",
        "::/0",
        "2001:db8::/32",
        "::1/128",
        "1:2:3:4:5:6:7:8/128",
        "10.0.0.1/8",
    ]
    answer = parsed(texts)
    monkeypatch.setattr(prefix_parsing, "_read_singly", lambda text: pytest.fail(f"{text} was read singly"))
    assert parsed(texts) == answer == expected(texts)


def test_many_texts_cross_block_borders() -> None:
    """Indices stay right over several blocks, with invalid and slowly read texts strewn in."""
    rng = random.Random(1)
    texts = []
    for index in range(40_000):
        length = rng.randint(8, 64)
        address = rng.getrandbits(128) >> (128 - length) << (128 - length)
        texts.append(
            f"{ipaddress.IPv6Address(address)}/{length}"
            if index % 2
            else f"{index % 256}.{index >> 8}.0.0/{index % 40}"
        )
    texts[::997] = ["x\ny"] * len(texts[::997])
    assert parsed(texts) == expected(texts)


def test_results_are_frozen() -> None:
    """The arrays of a result refuse writing."""
    found = parse(["10.0.0.0/8", "10.0.0.0/9", "nonsense"])
    pairs = overlaps(found)
    for array in (
        found.high,
        found.low,
        found.length,
        found.family,
        found.index,
        found.invalid,
        pairs.container,
        pairs.contained,
    ):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0


def pairs_one_by_one(texts: list[str]) -> list[tuple[int, int]]:
    """Every overlapping pair in the promised order, by asking `ipaddress` about each two."""
    networks = {}
    for index, text in enumerate(texts):
        try:
            networks[index] = ipaddress.ip_network(text)
        except ValueError:
            continue

    def place(index: int) -> tuple[int, int, int, int]:
        network = networks[index]
        return network.version, int(network.network_address), network.prefixlen, index

    ordered = sorted(networks, key=place)
    return [
        (a, b)
        for a, b in combinations(ordered, 2)
        if networks[a].version == networks[b].version and networks[a].overlaps(networks[b])
    ]


@st.composite
def crowded_network(draw: st.DrawFn) -> str:
    """A prefix from a space so small that most lists of them hold overlaps; in IPv6 on both sides of the 64th bit."""
    family, bits, depths = draw(
        st.sampled_from([(4, 32, [0, 1, 7, 8, 9, 31, 32]), (6, 128, [0, 1, 62, 63, 64, 65, 66, 127, 128])])
    )
    length = draw(st.sampled_from(depths))
    ones = draw(
        st.sets(st.sampled_from([bit for bit in (0, 7, 8, 31, 62, 63, 64, 65, 126, 127) if bit < length] or [0]))
    )
    address = sum(1 << (bits - 1 - bit) for bit in ones if bit < length)
    host = ipaddress.IPv4Address(address) if family == 4 else ipaddress.IPv6Address(address)
    return f"{host}/{length}"


CROWDS = st.lists(st.one_of(crowded_network(), crowded_network(), st.just("invalid")), max_size=40)


@given(CROWDS)
@settings(max_examples=200, deadline=None)
def test_overlaps_are_all_pairs_that_overlap(texts: list[str]) -> None:
    """The pairs, and their order, are those of asking `ipaddress` about each two prefixes."""
    found = overlaps(parse(texts))
    assert list(zip(found.container.tolist(), found.contained.tolist(), strict=True)) == pairs_one_by_one(texts)
    assert found.is_complete
    assert found.count == len(found.container)


@given(CROWDS, st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_a_limit_cuts_the_list_but_not_the_count(texts: list[str], limit: int) -> None:
    """With a limit, the first pairs of the full list come back, and the exact number of all."""
    whole, cut = overlaps(parse(texts)), overlaps(parse(texts), limit=limit)
    assert cut.count == whole.count
    assert cut.container.tolist() == whole.container.tolist()[:limit]
    assert cut.contained.tolist() == whole.contained.tolist()[:limit]
    assert cut.is_complete == (whole.count <= limit)


@given(CROWDS)
@settings(max_examples=50, deadline=None)
def test_both_sorts_give_one_order(texts: list[str]) -> None:
    """IPv4 prefixes too many for the packed sort take the general one, with the same answer."""
    packed = overlaps(parse(texts))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subject, "_order_ipv4", lambda high, length: subject._order(high, np.zeros_like(high), length))
        general = overlaps(parse(texts))
    assert packed.container.tolist() == general.container.tolist()
    assert packed.contained.tolist() == general.contained.tolist()


@pytest.mark.parametrize("text", ["10.0.0.0/8", "2001:db8::/32", "2001:db8::1/128"])
def test_a_hundred_thousand_equal_prefixes_are_counted_exactly(text: str) -> None:
    """Five thousand million pairs are counted without being built, and the first ones are those of the first text."""
    found = overlaps(parse([text] * 100_000), limit=150_000)
    assert found.count == 100_000 * 99_999 // 2
    assert found.container.tolist() == [0] * 99_999 + [1] * 50_001
    assert found.contained.tolist() == [*range(1, 100_000), *range(2, 50_003)]


@pytest.mark.parametrize("depth", [1, 31, 62, 63, 64, 65, 66, 126])
def test_two_halves_keep_their_own(depth: int) -> None:
    """At each depth, also around the 64th bit, what stands in the second half is not counted to the first."""
    half = 1 << (127 - depth)
    starts = [(0, depth), (0, depth + 1), (half, depth + 1), (0, 128), (half, 128), (half >> 1, 128)]
    texts = [f"{ipaddress.IPv6Address(start)}/{length}" for start, length in starts]
    found = overlaps(parse(texts))
    assert list(zip(found.container.tolist(), found.contained.tolist(), strict=True)) == pairs_one_by_one(texts)


def test_a_deep_chain_is_paired_in_full() -> None:
    """In a chain from /0 to /128 each prefix contains all that follow."""
    texts = [f"::/{length}" for length in range(129)]
    found = overlaps(parse(texts))
    assert list(zip(found.container.tolist(), found.contained.tolist(), strict=True)) == list(
        combinations(range(129), 2)
    )
