"""CIDR texts in bulk: a million IPv4 and IPv6 prefixes, mixed, into arrays of numbers.

Texts are read in blocks that fit the processor's cache. A block is joined into one buffer; every run of hexadecimal
digits between two other characters is a token, and all tokens become numbers at once. A text of plain shape (four
octets and a length; groups with at most one `::` and a length) is assembled from its tokens. Whatever is not of plain
shape is given to `ipaddress`, one text at a time, so that acceptance never depends on the fast way.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Bytes = NDArray[np.uint8]
Indices = NDArray[np.int64]

IPV4, IPV6 = 4, 6

HOST_BITS_HIGH: Words = np.array([(2**128 - 1 >> length) >> 64 for length in range(129)], dtype=np.uint64)
HOST_BITS_LOW: Words = np.array([(2**128 - 1 >> length) & (2**64 - 1) for length in range(129)], dtype=np.uint64)
"""For each prefix length, the bits after the prefix: first and second half of the 128."""

_TEXTS_PER_BLOCK = 16_384
_UNREAD, _REFUSED = 0, 255  # in the place of a family, while parsing

# Hexadecimal digits become their value; any other character separates tokens and becomes one of these codes.
_NEWLINE, _DOT, _COLON, _SLASH, _OTHER = 0x10, 0x20, 0x30, 0x40, 0x50
_SEPARATORS = {"\n": _NEWLINE, ".": _DOT, ":": _COLON, "/": _SLASH}
_CODES = bytes(
    int(chr(byte), 16) if chr(byte) in "0123456789abcdefABCDEF" else _SEPARATORS.get(chr(byte), _OTHER)
    for byte in range(256)
)
_PADDING = "\n" * 4  # a token is loaded as the four bytes before its separator: the first one needs room to its left

_TOKEN_MASK: NDArray[np.uint32] = np.array([0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0], dtype=np.uint32)
_NOT_DECIMAL = 0xFFFF


def _decimal_table() -> NDArray[np.uint16]:
    """The number 0 to 255 that a decimal token means, at (digits in the text) << 12 | (the token read as hexadecimal).

    No leading zeros: `ipaddress` refuses them in octets, because some resolvers take them for octal.
    """
    table = np.full(5 << 12, _NOT_DECIMAL, dtype=np.uint16)
    for number in range(256):
        text = str(number)
        table[len(text) << 12 | int(text, 16)] = number
    return table


_DECIMAL = _decimal_table()


@dataclass(frozen=True, slots=True, eq=False)
class Prefixes:
    """Prefixes as numbers, in the order of their texts; all arrays but `invalid` have one element for each valid text.

    `high` and `low` are the first and second 64 bits of the address; an IPv4 address stands in the first 32 of the
    128 and the rest is zero, so that one arithmetic serves both families. `length` counts the fixed bits (IPv4 0 to
    32, IPv6 0 to 128), `family` is 4 or 6, `index` says which text it was (ascending). `invalid` are the indices of
    the texts that are no prefix, ascending. An IPv6 scope (`fe80::%eth0/64`) is accepted and dropped: `overlaps` of
    `ipaddress` does not look at it either.
    """

    high: Words
    low: Words
    length: Bytes
    family: Bytes
    index: Indices
    invalid: Indices

    def __len__(self) -> int:
        return len(self.index)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """One block: each separator (`kind`) and the token that ends at it (`size` in characters, `value`).

    Text i of the block owns the separators `line_end[i] + 1` to `line_end[i + 1]`, the last of which is its newline.
    `value` is the token read as hexadecimal, meaningless where `size` is above 4.
    """

    kind: Bytes
    size: Indices
    value: NDArray[np.uint32]
    line_end: Indices


@dataclass(frozen=True, slots=True)
class _Block:
    """The part of the result that one block of texts fills in place; `family` may still be `_UNREAD`, or `_REFUSED`."""

    high: Words
    low: Words
    length: Bytes
    family: Bytes

    def write(
        self, rows: Indices, family: int, high: Words, low: Words, length: NDArray[Any], is_plain: NDArray[Any]
    ) -> None:
        """Keep what was of plain shape; refuse it where bits are set after the prefix."""
        if not is_plain.all():
            rows, high, low, length = rows[is_plain], high[is_plain], low[is_plain], length[is_plain]
        has_host_bits = ((high & HOST_BITS_HIGH[length]) | (low & HOST_BITS_LOW[length])) != 0
        self.high[rows], self.low[rows], self.length[rows] = high, low, length
        self.family[rows] = np.where(has_host_bits, _REFUSED, family)


def parse(texts: Sequence[str]) -> Prefixes:
    """Prefixes from CIDR texts, IPv4 and IPv6 mixed.

    A text is valid exactly when `ipaddress.ip_network(text)` takes it: no bits set after the prefix, no leading zeros
    in an octet, no white space; `10.0.0.0/255.0.0.0` is taken, and a text without a slash is the one address (/32 or
    /128). Nothing is raised for an invalid text: its index is in `invalid`. Texts of plain shape cost about 0.3
    microseconds each; the others (netmasks, no slash, dotted quads in IPv6, scopes, and every malformed text) what
    `ipaddress` takes, 5 to 12 microseconds each.
    """
    count = len(texts)
    high, low = np.zeros(count, dtype=np.uint64), np.zeros(count, dtype=np.uint64)
    length, family = np.zeros(count, dtype=np.uint8), np.full(count, _UNREAD, dtype=np.uint8)
    for start in range(0, count, _TEXTS_PER_BLOCK):
        part = slice(start, start + _TEXTS_PER_BLOCK)
        _read_plain(texts[part], _Block(high[part], low[part], length[part], family[part]))
    for index in np.flatnonzero(family == _UNREAD).tolist():
        family[index], address, length[index] = _read_singly(texts[index])
        high[index], low[index] = address >> 64, address & (2**64 - 1)
    return _without_refused(high, low, length, family)


def _without_refused(high: Words, low: Words, length: Bytes, family: Bytes) -> Prefixes:
    is_refused = family == _REFUSED
    invalid = np.flatnonzero(is_refused)
    index = np.arange(len(family))
    if len(invalid):
        index = np.flatnonzero(~is_refused)
        high, low, length, family = high[index], low[index], length[index], family[index]
    for array in (high, low, length, family, index, invalid):
        array.setflags(write=False)
    return Prefixes(high, low, length, family, index, invalid)


def _read_singly(text: str) -> tuple[int, int, int]:
    """Family (or `_REFUSED`), address in the first bits of 128, length."""
    try:
        network = ipaddress.ip_network(text)
    except ValueError:
        return _REFUSED, 0, 0
    address = int(network.network_address) << (128 - network.max_prefixlen)
    return network.version, address, network.prefixlen


def _read_plain(texts: Sequence[str], block: _Block) -> None:
    tokens = _tokenise(texts)
    separators = np.diff(tokens.line_end)
    first_kind = tokens.kind[tokens.line_end[:-1] + 1]
    _read_ipv4(np.flatnonzero((first_kind == _DOT) & (separators == 5)), tokens, block)
    is_ipv6 = first_kind == _COLON
    for colons in range(2, 9):
        _read_ipv6(np.flatnonzero(is_ipv6 & (separators == colons + 2)), colons, tokens, block)


def _tokenise(texts: Sequence[str]) -> _Tokens:
    lines = "\n".join(texts)
    if lines.count("\n") != len(texts) - 1:
        lines = "\n".join("" if "\n" in text else text for text in texts)
    buffer = f"{_PADDING}{lines}\n".encode("ascii", "replace").translate(_CODES)
    codes = np.frombuffer(buffer, dtype=np.uint8)
    four_bytes_from = np.ndarray((len(buffer) - 3,), dtype=">u4", buffer=buffer, strides=(1,)).astype(np.uint32)

    position = np.flatnonzero(codes >= _NEWLINE)
    kind = codes[position]
    size = np.diff(position, prepend=-1) - 1
    digits = four_bytes_from[np.maximum(position - 4, 0)] & _TOKEN_MASK[np.minimum(size, 5)]
    pairs = (digits | digits >> np.uint32(4)) & np.uint32(0x00FF00FF)
    value = (pairs | pairs >> np.uint32(8)) & np.uint32(0xFFFF)
    return _Tokens(kind, size, value, np.flatnonzero(kind == _NEWLINE)[len(_PADDING) - 1 :])


def _decimal(tokens: _Tokens, at: Indices) -> NDArray[np.uint16]:
    """The tokens as decimal numbers 0 to 255; `_NOT_DECIMAL` where one is not, or has a leading zero."""
    numbers: NDArray[np.uint16] = _DECIMAL[np.minimum(tokens.size[at], 4) << 12 | (tokens.value[at] & np.uint32(0xFFF))]
    return numbers


def _read_ipv4(rows: Indices, tokens: _Tokens, block: _Block) -> None:
    last = tokens.line_end[rows + 1]
    address = np.zeros(len(rows), dtype=np.uint64)
    faults = np.zeros(len(rows), dtype=np.uint16)
    for place, kind in zip((-4, -3, -2, -1), (_DOT, _DOT, _DOT, _SLASH), strict=True):
        octet = _decimal(tokens, last + place)
        faults |= (octet & np.uint16(0xFF00)) | (tokens.kind[last + place] ^ np.uint8(kind))
        address = address << np.uint64(8) | octet
    length = _decimal(tokens, last)
    is_plain = (faults == 0) & (length <= 32)
    block.write(rows, IPV4, address << np.uint64(32), np.zeros_like(address), length, is_plain)


def _read_ipv6(rows: Indices, colons: int, tokens: _Tokens, block: _Block) -> None:
    """Texts with this number of colons: the same number of tokens each, but the `::` may stand anywhere among them.

    A `::` is an empty token between two others. Tokens before it count from the left, tokens after it from the right;
    at the left or right end of a text it makes the outermost token empty too, which then adds zero where zero
    belongs.
    """
    if not len(rows):
        return
    last = tokens.line_end[rows + 1]
    halves = np.zeros((2, len(rows)), dtype=np.uint64)
    gaps = np.zeros(len(rows), dtype=np.uint8)
    is_plain = np.ones(len(rows), dtype=bool)
    is_empty = []
    for place in range(colons + 1):
        at = last + (place - colons - 1)
        size, value = tokens.size[at], tokens.value[at].astype(np.uint64)
        is_plain &= (size <= 4) & (tokens.kind[at] == (_COLON if place < colons else _SLASH))
        is_empty.append(size == 0)
        if 0 < place < colons:
            gaps += is_empty[place]
        from_right = place + 7 - colons
        if from_right == place:
            _put_group(halves, place, value)
            continue
        is_after_gap = gaps > 0
        if place < 8:
            _put_group(halves, place, np.where(is_after_gap, np.uint64(0), value))
        if from_right >= 0:
            _put_group(halves, from_right, np.where(is_after_gap, value, np.uint64(0)))
    is_plain &= _compression_is_legal(is_empty, gaps, colons)
    length = _decimal(tokens, last)
    block.write(rows, IPV6, halves[0], halves[1], length, is_plain & (length <= 128))


def _put_group(halves: Words, place: int, value: Words) -> None:
    """Add 16 bits at the place (0 to 7, from the left)."""
    halves[place // 4] |= value << np.uint64(16 * (3 - place % 4))


def _compression_is_legal(is_empty: list[NDArray[np.bool_]], gaps: Bytes, colons: int) -> NDArray[np.bool_]:
    """One `::` (or none among eight groups), an outermost empty token only beside it, at least one group left out."""
    starts_empty, ends_empty = is_empty[0], is_empty[colons]
    is_legal: NDArray[np.bool_] = (gaps == 1) | ((gaps == 0) & (colons == 7))
    is_legal &= ~starts_empty | is_empty[1]
    is_legal &= ~ends_empty | is_empty[colons - 1]
    if colons == 8:
        is_legal &= starts_empty | ends_empty
    return is_legal
