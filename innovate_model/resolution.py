"""What a name in a reference means: looked up from the innermost scope outward, families by zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from innovate_model.entry import Entry, Names
from innovate_model.hints import did_you_mean, near, nearest
from innovate_model.resources import types
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import FOLLOWS
from innovate_model.source import Block
from innovate_model.values import REGION

ORGANIZATION = "organization"
"""Where a name is looked for last of all."""


@dataclass(slots=True)
class Resolver:
    """The scope of one resource: what its references may see (see `resources.reference.Scope`)."""

    entry: Entry
    names: Names

    @property
    def address(self) -> str:
        return self.entry.address

    @property
    def region(self) -> str:
        own = self.entry.fields.get("region")
        region = own if isinstance(own, str) else self.entry.inherited.get("region", "")
        return region if REGION.fullmatch(region) else ""  # a misspelt one is a finding where it is written

    @property
    def zone(self) -> str | None:
        return self.entry.zone

    def resolve(self, kinds: tuple[str, ...], text: str, want_many: bool, within: str | None = None) -> list[str]:
        """The absolute addresses that `text` names.

        `within`: the address of the only resource to look in (a transit gateway's own route tables).
        """
        tails = [_below(types().by_kind[kind], text) for kind in kinds] if "." not in text else [text]
        bases = self._bases() if within is None else iter((within + ".",))
        wrong: str | None = None
        for base in bases:
            for tail in tails:
                address = base + tail
                entry = self.names.entries.get(address)
                if entry is not None:
                    if entry.cls.kind in kinds:
                        return [address]
                    wrong = wrong or f"`{text}` is {_a(entry.cls.kind)}, not {_a(*kinds)}"
                elif address in self.names.families:
                    members = self._members(address, want_many, text)
                    kind = (
                        self.names.entries[members[0]].cls.kind
                        if members and members[0] in self.names.entries
                        else kinds[0]
                    )
                    if kind in kinds:
                        return members
                    wrong = wrong or f"`{text}` is a family of {types().by_kind[kind].section}, not {_a(*kinds)}"
        if wrong is not None:
            raise _error("wrong_reference", wrong, self._hint(kinds, text))
        raise _error("dangling_reference", self._nothing(kinds, text), self._hint(kinds, text))

    def blocks_of(self, text: str) -> tuple[str, tuple[str, ...]]:
        """What `vpc` or `subnets.NAME` stands for: (address, CIDR blocks)."""
        if text == "vpc":
            vpc = self.entry.nearest("vpc")
            if vpc is None:
                raise _error("dangling_reference", "`vpc` means nothing here: this stands in no VPC", "")
            return vpc.address, _blocks(vpc)
        for base in self._bases():
            family = self.names.families.get(base + text)
            if family is not None:
                return base + text, family[1].cidr_blocks
        address = self.resolve(("subnet",), text, want_many=False)[0]
        return address, _blocks(self.names.entries[address])

    def _bases(self) -> Iterator[str]:
        """Prefixes of the scopes, innermost first; the organization's own last."""
        entry: Entry | None = self.entry
        while entry is not None:
            yield entry.address + "."
            entry = entry.parent
        yield ""
        yield ORGANIZATION + "."

    def _members(self, address: str, want_many: bool, text: str) -> list[str]:
        """The family's member in this resource's zone, else all of them."""
        section, family = self.names.families[address]
        zone = self.zone
        if zone is not None and zone in family.members:
            return [f"{section}.{family.members[zone]}"]
        if not family.members:
            raise _error(FOLLOWS, f"`{text}` has no members", "")
        if not want_many:
            message = f"`{text}` is a family of {len(family.members)}, one is needed here"
            raise _error("wrong_reference", message, "name one member: " + ", ".join(family.members.values()))
        return [f"{section}.{name}" for name in family.members.values()]

    def _nothing(self, kinds: tuple[str, ...], text: str) -> str:
        if len(kinds) == 1 and "." not in text:
            return f"there is no {kinds[0]} named `{text}` in sight"
        return f"there is nothing at `{text}`"

    def _hint(self, kinds: tuple[str, ...], text: str) -> str:
        """The nearest names of the right kinds, bare or as the reference would have to write them; the account's own
        first."""
        depth = text.count(".") + 1 if "." in text or len(kinds) == 1 else 2
        is_absolute = text.startswith("accounts.")
        own = () if is_absolute else self.names.tails(kinds, depth, ".".join(self.address.split(".")[:2]))
        every = self.names.tails(kinds, depth)
        if not every:
            sections = [types().by_kind[kind].section for kind in kinds]
            return self._misspelt(sections) or _to_declare(sections, text)
        if text in every:  # it exists, out of sight of this resource
            return self._misspelt([types().by_kind[kind].section for kind in kinds]) or _ELSEWHERE
        near = nearest(text, own) or nearest(text, every)
        if near:
            return near
        options = list(dict.fromkeys((*own, *every)))
        return "there is " + ", ".join(f"`{name}`" for name in options[:4]) + (" ..." if len(options) > 4 else "")

    def _misspelt(self, sections: list[str]) -> str:
        """A key around this resource that may be meant for a section in which nothing is declared."""
        entry: Entry | None = self.entry
        while entry is not None:
            for key, value in entry.fields.items():
                if isinstance(value, Block) and key not in entry.cls.model_fields and near(key, sections):
                    return f"`{key}` in {entry.address} declares none: {did_you_mean(near(key, sections))}"
            entry = entry.parent
        return ""


_ELSEWHERE = "one of that name stands elsewhere: write its whole address"


def _below(cls: type[Resource], name: str) -> str:
    """A bare name as a path; the organization, which is alone in its section, is named by the section itself."""
    return name if cls.is_single else f"{cls.section}.{name}"


def _blocks(entry: Entry) -> tuple[str, ...]:
    found = [
        entry.fields.get("cidr_block"),
        *_items(entry.fields.get("secondary_cidr_blocks")),
        entry.fields.get("ipv6_cidr_block"),
    ]
    return tuple(block for block in found if isinstance(block, str))


def _items(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _to_declare(sections: list[str], text: str) -> str:
    """What to do where nothing is declared that could be meant."""
    holder = text.rpartition(".")[0].rpartition(".")[2]
    if len(sections) == 1 or holder in sections:
        return f"none is declared: add it under `{holder if holder in sections else sections[0]}`"
    return "write " + ", ".join(f"{section}.NAME" for section in sections[:-1]) + f" or {sections[-1]}.NAME"


def _a(*kinds: str) -> str:
    article = "an " if kinds[0][0] in "aeio" else "a "
    return article + (", ".join(kinds[:-1]) + " or " if len(kinds) > 1 else "") + kinds[-1]


def _error(check: str, message: str, suggestion: str) -> PydanticCustomError:
    return PydanticCustomError(check, "{message}", {"message": message, "suggestion": suggestion})
