"""Families and address pools -> single resources, deterministically.

`subnets: {app: {per: availability_zone, newbits: 2, netnum: 1}}` becomes `app-a`, `app-b`, ... The tier's block is
Terraform's `cidrsubnet(VPC, newbits, netnum)`, and the letter of the Availability Zone picks its part of that block,
so neither another tier nor another zone ever changes an address. A member stands where the family's line stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import Any

from innovate_model.finding import Finding, Related
from innovate_model.memory import Memory
from innovate_model.overlay import without
from innovate_model.source import Block, Items, Value, find_span, key_span
from innovate_model.span import Path
from innovate_model.values import cidr_subnet, network

PER = "per"
ZONE = "availability_zone"
DEFAULT_ZONE_BITS = 2
"""Four zones, a to d. A family that needs more says `zone_bits: 3`."""
IPV6_SUBNET_LENGTH = 64
"""Every IPv6 subnet that a family makes is a /64
(https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html)."""
_REMEMBERED_DEPTH = 2
"""An account: what-ifs that leave one alone do not walk it again."""
WORDS = {
    PER: "Makes one of these for each Availability Zone of the VPC: `per: availability_zone`. NAME becomes NAME-a, ...",
    "newbits": "How much longer the tier's block is than the VPC's: Terraform's cidrsubnet(VPC, newbits, netnum). "
    "Each zone has a part of that block, a quarter if `zone_bits` is not said: 8 in a /16 is a /24, and a /26 each.",
    "netnum": "Which of the blocks of that size is the tier's, from 0.",
    "ipv6_netnum": "The same for IPv6, where every subnet is a /64.",
    "zone_bits": "Into how many parts the tier's block is divided, one for each zone: 2 bits (four zones) if not said.",
}
"""What only this stage reads, and what it means."""


@dataclass(frozen=True, slots=True)
class Family:
    """What a family was written as: its members by the letter of their zone, and the blocks that they share."""

    members: dict[str, str]
    cidr_blocks: tuple[str, ...] = ()


@dataclass(slots=True)
class Expanded:
    """The tree with every family written out, and the families by their path."""

    data: Block
    families: dict[Path, Family] = field(default_factory=dict)
    zones: dict[Path, str] = field(default_factory=dict)
    """The zone letter of each member, by the member's path."""
    unplanned: set[Path] = field(default_factory=set)
    """Resources whose addresses could not be worked out: that is a finding here, what follows from it is none."""
    findings: list[Finding] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What the nearest VPC says that its families need."""

    zones: tuple[str, ...] | None = None
    cidr_block: str | None = None
    ipv6_cidr_block: str | None = None


def expand(data: Block, memory: Memory | None = None) -> Expanded:
    """Write out every family in the tree."""
    result = Expanded(data, memory=Memory() if memory is None else memory)
    result.data = _walk(data, (), _Surroundings(), result)
    return result


def zone_letter(text: str) -> str | None:
    """`a` for `a` or `us-east-1a`; None for what is neither."""
    match = re.fullmatch(r"(?:[a-z]{2,4}(?:-[a-z]+)+-\d)?([a-h])", text)
    return match[1] if match else None


def _walk(block: Block, path: Path, around: _Surroundings, result: Expanded) -> Block:
    if not block.holds_blocks():
        return block
    if "cidr_block" in block or "availability_zones" in block:
        around = _surroundings(block, around)
    if len(path) == _REMEMBERED_DEPTH:
        return _remembered(_write_out, block, path, around, result)
    return _write_out(block, path, around, result)


def _remembered(work: Any, block: Block, path: Path, around: _Surroundings, result: Expanded) -> Block:
    """What `work` makes of a block, from memory where it was done before, with all it says on the side."""
    key = (id(block), path, around)
    known = result.memory.recall(key)
    if known is None:
        part = Expanded(block, memory=result.memory)
        known = result.memory.keep(key, (block, work(block, path, around, part), part))
    _, made, part = known
    result.families.update(part.families)
    result.zones.update(part.zones)
    result.unplanned.update(part.unplanned)
    result.findings.extend(part.findings)
    return made  # type: ignore[no-any-return]


def _write_out(block: Block, path: Path, around: _Surroundings, result: Expanded) -> Block:
    changed: dict[str, Value] = {}
    families = []
    are_members = len(path) % 2 == 1  # the keys below `accounts`, `accounts.dev.vpcs`, ... are names of resources
    for key, value in block.items():
        if type(value) is Block:
            said = _said(value) if are_members else value
            if are_members and _is_planned(said):
                families.append(key)
                continue
            new = _walk(said, (*path, key), around, result)
            if new is not value:
                changed[key] = new
    if families:
        return _with_members(block, path, around, changed, result)
    return _replaced(block, changed) if changed else block


def _said(block: Block) -> Block:
    """A mapping less the words of this stage that say nothing: a null with nothing to take away."""
    return without(block, *(word for word in WORDS if word in block and block[word] is None))


def _is_planned(block: Block) -> bool:
    """Whether a mapping is a family, or a single subnet that takes its block from the VPC's."""
    return PER in block or ("newbits" in block and "cidr_block" not in block)


def _surroundings(block: Block, outer: _Surroundings) -> _Surroundings:
    zones = block.get("availability_zones")
    letters = outer.zones
    if zones:  # written, however badly: the VPC says what is wrong with them
        texts = zones if isinstance(zones, Items) else ()
        letters = tuple(filter(None, (zone_letter(zone) for zone in texts if isinstance(zone, str))))
    return _Surroundings(
        letters,
        _usable_block(block.get("cidr_block"), outer.cidr_block),
        _usable_block(block.get("ipv6_cidr_block"), outer.ipv6_cidr_block),
    )


_UNUSABLE = ""
"""A VPC's block that is none: the VPC's own finding, and not one more for each of its families."""


def _usable_block(written: Value, outer: str | None) -> str | None:
    """A VPC's block as families can divide it; with host bits set, the block that was meant."""
    if written is None:
        return outer
    try:
        return str(ip_network(written, strict=False)) if isinstance(written, str) and "/" in written else _UNUSABLE
    except ValueError:
        return _UNUSABLE


def _replaced(block: Block, changed: dict[str, Value]) -> Block:
    copy = Block(block.start)
    for key, value in block.items():
        copy.put(key, changed.get(key, value), block)
    return copy


def _with_members(
    section: Block, path: Path, around: _Surroundings, changed: dict[str, Value], result: Expanded
) -> Block:
    copy = Block(section.start)
    for key, value in section.items():
        value = _said(value) if type(value) is Block else value
        if type(value) is not Block or not _is_planned(value):
            copy.put(key, changed.get(key, value), section)
            continue
        at = (*path, key)
        known = result.memory.recall((id(value), at, around))
        if known is None:
            planner = _Planner(value, at, around, [])
            members = planner.members(key) if PER in value else {"": (key, planner.single())}
            known = result.memory.keep((id(value), at, around), (value, planner, members))
        _, planner, members = known
        result.findings.extend(planner.findings)
        for letter, (name, body) in members.items():
            if name != key and name in section:
                result.findings.append(_collision(section, path, key, name))
                continue
            copy.put(name, body, section, key)
            if letter:
                result.zones[*path, name] = letter
            if planner.has_failed:
                result.unplanned.add((*path, name))
        if PER in value:
            names = {letter: name for letter, (name, _) in members.items()}
            result.families[at] = Family(names, planner.blocks())
    return copy


def _collision(section: Block, path: Path, family: str, name: str) -> Finding:
    message = f"`{name}` is written here and also made by the family `{family}`"
    related = (Related("the family", span=key_span(section, family)),)
    hint = "give one of the two another name"
    at, span = (*path, name), key_span(section, name)
    return Finding("family-collision", message, path=at, span=span, suggestion=hint, related=related)


@dataclass(slots=True)
class _Planner:
    """One family (or one planned subnet) and the arithmetic of its addresses."""

    block: Block
    path: Path
    around: _Surroundings
    findings: list[Finding]
    has_failed: bool = False
    """Whether some address could not be worked out."""
    _cidr: str | None = None
    _ipv6: str | None = None

    def members(self, name: str) -> dict[str, tuple[str, Block]]:
        """Zone letter -> (member's name, member's mapping)."""
        if self.block[PER] != ZONE:
            self._complain("wrong-type", f"a family is `{PER}: {ZONE}`", PER, f"{PER}: {ZONE}")
        if self.around.zones is None:
            message = f"`{name}` is a family, but no `availability_zones` stand around it"
            self._complain("family-zones", message, PER, "availability_zones: [a, b, c] in its VPC")
        if "cidr_block" in self.block:
            message = "a family takes its addresses from newbits and netnum, not from one cidr_block"
            self._fail(message, "cidr_block", "write newbits and netnum instead, or take `per` out")
        bits = self._number("zone_bits", DEFAULT_ZONE_BITS) or 0
        self._plan(bits)
        members = {}
        for letter in self.around.zones or ():
            index = ord(letter) - ord("a")
            if index >= 2**bits and (self._cidr or self._ipv6):
                message = f"zone {letter} is beyond the {2**bits} parts of `{name}`"
                self._complain(
                    "family-zones", message, "zone_bits", "a larger `zone_bits` makes room (and moves every member)"
                )
                continue
            members[letter] = (f"{name}-{letter}", self._member(bits, index))
        return members

    def single(self) -> Block:
        """The one subnet, with its block worked out."""
        self._plan(0)
        return self._member(0, 0)

    def blocks(self) -> tuple[str, ...]:
        """The tier's blocks."""
        return tuple(block for block in (self._cidr, self._ipv6) if block)

    def _plan(self, zone_bits: int) -> None:
        newbits, netnum = self._number("newbits", None), self._number("netnum", None)
        if newbits is not None and netnum is not None:
            self._cidr = self._subnet("cidr_block", self.around.cidr_block, newbits, netnum, "netnum")
        elif newbits is not None or netnum is not None:
            has, lacks = ("newbits", "netnum") if newbits is not None else ("netnum", "newbits")
            if self.block.get(lacks) is None:
                self._fail(f"`{has}` needs `{lacks}`: the block is cidrsubnet(VPC, newbits, netnum)", has)
        ipv6_netnum, vpc_block = self._number("ipv6_netnum", None), self.around.ipv6_cidr_block
        if ipv6_netnum is not None:
            ipv6_bits = IPV6_SUBNET_LENGTH - network(vpc_block).prefixlen - zone_bits if vpc_block else 0
            self._ipv6 = self._subnet("ipv6_cidr_block", vpc_block, ipv6_bits, ipv6_netnum, "ipv6_netnum")

    def _member(self, zone_bits: int, index: int) -> Block:
        body = Block(self.block.start)
        for key, value in self.block.items():
            if key not in WORDS:
                body.put(key, value, self.block)
        for key, block, origin in (
            ("cidr_block", self._cidr, "netnum"),
            ("ipv6_cidr_block", self._ipv6, "ipv6_netnum"),
        ):
            part = self._subnet(key, block, zone_bits, index, "zone_bits") if block else None
            if part:
                body.put(key, part, self.block, origin)
        return body

    def _subnet(self, what: str, block: str | None, newbits: int, netnum: int, at: str) -> str | None:
        if block is None and (what != "cidr_block" or "vpcs" not in self.path):  # a VPC misses its block by itself
            self._fail(f"`{self.path[-1]}` takes its addresses from a VPC that has no `{what}`", at)
        if not block:
            self.has_failed = True
            return None
        try:
            return cidr_subnet(block, newbits, netnum)
        except ValueError as error:
            self._fail(f"`{self.path[-1]}`: {error}", at)
            return None

    def _number(self, key: str, default: int | None) -> int | None:
        text = self.block.get(key)
        if key not in self.block:
            return default
        if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < _TOO_MANY_DIGITS:
            return int(text)
        self.has_failed = True
        self._complain("wrong-type", f"`{key}` is a small whole number", key)
        return default

    def _fail(self, message: str, key: str, suggestion: str = "") -> None:
        self.has_failed = True
        self._complain("family-cidr", message, key, suggestion)

    def _complain(self, check: str, message: str, key: str, suggestion: str = "") -> None:
        span = find_span(self.block, (key,)) or find_span(self.block, (PER,))
        self.findings.append(Finding(check, message, path=self.path, span=span, suggestion=suggestion))


_TOO_MANY_DIGITS = 6
