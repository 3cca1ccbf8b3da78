"""What a name on a command line or in a notebook means: an address, or the end of exactly one, or an id of AWS."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from innovate_model.model import Model
from innovate_model.source import Block

_SHOWN = 4
_ALIKE = 0.75


class UnknownName(KeyError):
    """No resource, or more than one, goes by a name. The message says which ones are near."""

    def __str__(self) -> str:
        return str(self.args[0])


def find(model: Model, name: str, others: tuple[str, ...] = ()) -> str:
    """The address that `name` means: itself, or the only address that ends with its parts, or the only one that ends
    with its last parts and has the others before them, in order; the longer that ending the better.

    `production.lbs.api` finds `accounts.production.vpcs.main.lbs.api`, not its target group `api`. In an observed
    model it may be an id of AWS (`i-0123456789abcdef0`). UnknownName where nothing goes by the name, or more than one
    thing, or only something whose faults kept it out of the model. `others`: words that mean something here and are
    no resources, for what is misspelt.
    """
    if name in model:
        return name
    if name in model.names:
        return model.names[name]
    ending = "." + name
    matches = [address for address in model.resources if address.endswith(ending)]
    if not matches:
        matches = _loose(model, name.split("."))
    if len(matches) == 1:
        return matches[0]
    if matches:
        shown = ", ".join(matches[:_SHOWN]) + (f" and {len(matches) - _SHOWN} more" if len(matches) > _SHOWN else "")
        raise UnknownName(f"`{name}` may be any of {len(matches)}: {shown}")
    faulty = next(_faulty(model, name), None)
    if faulty is not None:
        raise UnknownName(f"`{faulty}`, at {model.span_of_address(faulty)}, has faults that keep it out of the model")
    near = _nearest(model, name, others)
    raise UnknownName(f"there is no resource `{name}`" + (f"; did you mean {near}?" if near else ""))


def _loose(model: Model, parts: list[str]) -> list[str]:
    """The addresses that have all parts in order and agree best with the end of them."""
    loose = {address: _agreement(address.split("."), parts) for address in model.resources}
    most = max(loose.values(), default=0)
    return [address for address, agreement in loose.items() if 0 < agreement == most]


def _agreement(address: list[str], parts: list[str]) -> int:
    """How many of the last parts of a name end the address; 0 where the address does not have all of them in order."""
    rest = iter(reversed(address))
    if not all(part in rest for part in reversed(parts)):
        return 0
    same = [one == other for one, other in zip(reversed(address), reversed(parts), strict=False)]
    return same.index(False) if False in same else len(same)


def _faulty(model: Model, name: str) -> Iterator[str]:
    """Addresses that end with the name, at which something is written that is no resource for its faults."""
    ending = tuple(name.split("."))
    ahead: list[tuple[tuple[str, ...], Block]] = [((), model.data)]
    while ahead:
        path, data = ahead.pop(0)
        for below, inner in _written(data):
            address = (*path, *below)
            if address[-len(ending) :] == ending and ".".join(address) not in model:
                yield ".".join(address)
            if isinstance(inner, Block):
                ahead.append((address, inner))


def _written(data: Block) -> Iterator[tuple[tuple[str, ...], object]]:
    """What stands for a resource in a mapping: a name in a section, or a section that is the one resource itself."""
    from innovate_model.resources import types

    is_single = {cls.section: cls.is_single for cls in types().by_kind.values()}
    for section, inner in data.items():
        if is_single.get(section):
            yield (section,), inner
        elif section in is_single and isinstance(inner, Block):
            yield from (((section, name), entry) for name, entry in inner.items())


def _nearest(model: Model, name: str, others: tuple[str, ...]) -> str:
    *before, last = name.split(".")
    words = difflib.get_close_matches(last, sorted({a.rpartition(".")[2] for a in model.resources}), n=3, cutoff=0.7)
    for word in words if before else ():  # only the last part is misspelt
        meant = _loose(model, [*before, word])
        if 0 < len(meant) <= _SHOWN:
            return " or ".join(f"`{address}`" for address in meant)
    if not before and (those := _of_a_sort(model, name, 1)):
        return those
    depth = name.count(".") + 1
    endings: dict[str, str] = {other: other for other in others}
    for address in model.resources:
        endings.setdefault(".".join(address.split(".")[-depth:]), address)
    close = difflib.get_close_matches(name, endings, n=2, cutoff=0.6 if before else 0.75)
    return " or ".join(f"`{endings[ending]}`" for ending in close) or (
        "" if before else _of_a_sort(model, name, _ALIKE)
    )


def _of_a_sort(model: Model, word: str, alike: float) -> str:
    """What stands in the section, or is of the kind, that a word is or looks like: `lbs` alone names nothing."""
    held: dict[str, list[str]] = {}
    for resource in model:
        for sort in {resource.kind, resource.section}:
            held.setdefault(sort, []).append(resource.address)
    for sort in difflib.get_close_matches(word, held, n=1, cutoff=alike):
        few = " or ".join(f"`{address}`" for address in held[sort][:_SHOWN])
        more = len(held[sort]) - _SHOWN
        return few + (f" or another of {more} more" if more > 0 else "")
    return ""
