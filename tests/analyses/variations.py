"""The same organisation written in another way: what must change no answer. All take and give plain data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from ipaddress import ip_address, ip_network
from typing import Any

from innovate_model.analyses.places import inside
from innovate_model.testing.random_models.ground import Data
from innovate_model.values import Network, network

_BLOCK = re.compile(r"[0-9a-f.:]+/\d+")
_ADDRESS = re.compile(r"\d+(\.\d+){3}|[0-9a-f]*:[0-9a-f:]*:[0-9a-f:]*")
_NAMES = (
    *("one", "two", "red", "green", "blue", "middlebox", "balancer", "site", "branch", "partners", "edges", "far"),
    *("app", "public", "data", "web", "outer", "inner", "hub", "first", "second", "third", "files", "password"),
    *(f"{tier}-{zone}" for tier in ("app", "public", "data", "nat") for zone in "abc"),
)
RENAMED = {name: f"n{len(_NAMES) - seat:02d}" for seat, name in enumerate(_NAMES)}
"""Other names, which sort the other way round."""


def mapped(data: Any, text: Callable[[str], str]) -> Any:
    """The same with every text changed, the keys too."""
    if isinstance(data, dict):
        return {mapped(key, text): mapped(value, text) for key, value in data.items()}
    if isinstance(data, list):
        return [mapped(value, text) for value in data]
    return text(data) if isinstance(data, str) else data


def new_name(text: str) -> str:
    """A name, or the names in an address, renamed."""
    return ".".join(RENAMED.get(part, part) for part in text.split("."))


def renamed(data: Data) -> Data:
    """Every resource that may have another name has one."""
    return dict(mapped(data, new_name))


def permuted(data: Data, order: Callable[[list[Any]], list[Any]]) -> Data:
    """Every mapping, and every list but those of blocks, in another order. What is numbered keeps its numbers."""

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in order(list(value))}
        if isinstance(value, list) and not any(_BLOCK.fullmatch(str(item)) for item in value):
            return order([turned(item) for item in value])
        return value

    return dict(turned(data))


_MASKS = (
    ("10.0.0.0/8", 0x005A3C00),
    ("192.168.0.0/16", 0x00003C00),
    ("172.16.0.0/12", 0x000A0000),
    ("2001:db8::/33", 0x2A << 80),
)
"""Blocks, and which of the bits below their prefix are turned over: what is one block stays one, as large as it was."""


def moved(data: Data) -> Data:
    """Every private address is another one, every IPv6 block too: inside the same well-known block, block for block."""
    return dict(mapped(data, moved_text))


def moved_text(text: str) -> str:
    """An address or a block, moved; any other text as it is."""
    if _ADDRESS.fullmatch(text):
        address = ip_address(text)
        return str(type(address)(_turned_over(ip_network(text))))
    if _BLOCK.fullmatch(text):
        block = ip_network(text)
        size = block.max_prefixlen - block.prefixlen
        return str(type(block)((_turned_over(block) >> size << size, block.prefixlen)))
    return text


def _turned_over(block: Network) -> int:
    """The first address of a block as a number, with the bits of the mask turned over that holds the block."""
    for text, mask in _MASKS:
        if inside((block,), (network(text),)) == (block,):
            return int(block.network_address) ^ mask
    return int(block.network_address)


def halved(data: Data) -> Data:
    """Every block of a rule, a prefix list and a route is written as its two halves, where no other block of the model
    is one of these: a longer prefix would then win no more."""
    taken = {text for text in texts(data) if _BLOCK.fullmatch(text)}

    def halves(text: str) -> list[str]:
        if not _BLOCK.fullmatch(text) or ip_network(text).prefixlen == ip_network(text).max_prefixlen:
            return [text]
        parts = [str(part) for part in ip_network(text).subnets()]
        return [text] if taken & set(parts) else parts

    def split(value: Any, key: str = "") -> Any:
        if key == "routes":
            return {part: target for block, target in value.items() for part in halves(block)}
        if key in ("from", "to", "entries") and isinstance(value, list):
            return [part for block in value for part in halves(block)]
        if key in ("from", "to") and isinstance(value, str):
            return halves(value) if _BLOCK.fullmatch(value) else value
        if isinstance(value, dict):
            return {inner: split(item, inner) for inner, item in value.items()}
        return value

    return dict(split(data))


def texts(data: Any) -> Iterator[str]:
    """Every text in it."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
    elif isinstance(data, str):
        yield data
