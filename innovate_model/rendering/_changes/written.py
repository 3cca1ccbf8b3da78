"""What was written otherwise: resources added, removed, renamed and changed, one line for what was written once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from innovate_model.analyses.changes import Attribute, Changed, Changes, Presence, Renamed
from innovate_model.rendering._changes.words import (
    Line,
    Quoted,
    account_of,
    below,
    braced,
    counted,
    cut,
    line,
    place_of,
    places,
    value_text,
)
from innovate_model.span import Path, path_text


def resource_lines(changes: Changes) -> Iterator[Line]:
    """Renamed, added, removed, changed; a family or a blueprint makes one line, and what stands in something new is
    counted."""
    found = changes.resources
    yield from _renamed(found.renamed)
    yield from _presences("+", found.added)
    yield from _presences("-", found.removed)
    yield from _changed(found.changed)


def _renamed(found: Iterable[Renamed]) -> Iterator[Line]:
    groups: dict[tuple[object, ...], list[Renamed]] = {}
    for each in found:
        homes = account_of(each.old), account_of(each.new)
        key = (each.kind, below(homes[0], each.old), below(homes[1], each.new), homes[0] == homes[1])
        groups.setdefault(key, []).append(each)
    for held in groups.values():
        first, inner = held[0], sum(each.inner for each in held)
        more = f", with {counted(inner, 'resource')} in it" if inner else ""
        names = Quoted(braced([each.old for each in held])), " is now ", Quoted(braced([each.new for each in held]))
        yield line("~", f"{first.kind} ", *names, more, place=places(first.old_span, first.new_span))


def _presences(mark: str, found: Iterable[Presence]) -> Iterator[Line]:
    counts: dict[str, int] = {}
    groups: dict[tuple[str, str], list[Presence]] = {}
    for each in found:
        if each.within:
            counts[each.within] = counts.get(each.within, 0) + 1
        else:
            groups.setdefault((each.kind, place_of(each.span) or each.address), []).append(each)
    for (kind, _), group in groups.items():
        names = [each.address for each in group]
        inside = sum(counts.get(name, 0) for name in names)
        more = f", with {counted(inside, 'resource')} in it" if inside else ""
        yield line(mark, f"{kind} ", Quoted(braced(names)), more, place=place_of(group[0].span))


def _changed(found: Iterable[Changed]) -> Iterator[Line]:
    groups: dict[tuple[Any, ...], list[tuple[Changed, list[Line]]]] = {}
    for each in found:
        account = account_of(each.address)
        where = tuple((_kept_name(one), _where(one)) for one in each.attributes)
        groups.setdefault((each.kind, where), []).append((each, [_attribute(one, account) for one in each.attributes]))
    for (kind, _), group in groups.items():
        _, inner = group[0]
        is_alike = all(each == inner for _, each in group)
        likewise = "" if is_alike else " (values are those of the first)"
        yield line("~", f"{kind} ", Quoted(braced([each.address for each, _ in group])), likewise, inner=inner)


def _kept_name(one: Attribute) -> Path:
    """The path of an attribute, less the rule of a security group, which goes by what it says."""
    return one.path[:-1] if _is_rule(one) else one.path


def _is_rule(one: Attribute) -> bool:
    return bool(one.path) and str(one.path[-1]) in (str(one.old), str(one.new)) and None in (one.old, one.new)


def _attribute(one: Attribute, account: str) -> Line:
    """Rules are told by what they say, lists by what came and went."""
    old, new = _said(one, account)
    where = _where(one)
    path = Quoted(path_text(one.path))
    if _is_rule(one):
        is_new = one.old is None
        said = Quoted(path_text(one.path[:-1])), " ", Quoted(new if is_new else old)
        return line("+" if is_new else "-", *said, place=where)
    came, went = _items(one.new, one.old, account), _items(one.old, one.new, account)
    if came or went:
        parts = ("+ " if came else "", came, "; " if came and went else "", "- " if went else "", went)
        return line("~", path, ": ", *parts, place=where)
    return line("~", path, ": ", Quoted(old), " -> ", Quoted(new), place=where)


def _items(ours: Any, theirs: Any, account: str) -> Quoted:
    """What one list of texts has and another lacks."""
    if not isinstance(ours, list) or not isinstance(theirs, list) or not all(isinstance(x, str) for x in ours):
        return Quoted("")
    return Quoted(cut(", ".join(below(account, each) for each in ours if each not in theirs)))


def _said(one: Attribute, account: str) -> tuple[str, str]:
    return value_text(one.old, account), value_text(one.new, account)


def _where(one: Attribute) -> str:
    """Where it stood and stands: what came or went stands in one of the two."""
    if None in (one.old, one.new) and one.old != one.new:
        return place_of(one.new_span if one.old is None else one.old_span)
    return places(one.old_span, one.new_span)
