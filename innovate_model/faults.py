"""What pydantic says -> what a person should read: one Finding per fault, at the key that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from innovate_model.entry import Entry
from innovate_model.expand import PER, WORDS
from innovate_model.finding import Finding, Related
from innovate_model.hints import among, cut, nearest, shown
from innovate_model.resources import types
from innovate_model.resources.base import Part, part_classes
from innovate_model.resources.reference import FOLLOWS
from innovate_model.source import Block, find_span, key_span
from innovate_model.span import Path, path_text

_SHOWN_USERS = 12


def explain_errors(error: ValueError, entry: Entry) -> list[Finding]:
    """The findings behind a failed construction of `entry`."""
    if not isinstance(error, ValidationError):
        return [Finding("wrong-type", str(error), path=entry.path)]
    faults = [fault for fault in error.errors(include_url=False) if not _is_told_elsewhere(fault, entry)]
    found = list(dict.fromkeys(_finding(fault, entry) for fault in faults))
    meant = [(finding.path[:-1], finding.suggestion) for finding in found if finding.check == "unknown-key"]
    return [finding for finding in found if not _is_misspelt(finding, meant)]


def unknown_keys(error: ValueError) -> list[Path]:
    """The places of keys that do not exist, where nothing else is wrong; none otherwise."""
    if not isinstance(error, ValidationError):
        return []
    faults = error.errors(include_url=False)
    is_all = all(fault["type"] == "extra_forbidden" for fault in faults)
    return [fault["loc"] for fault in faults] if is_all else []


def less(arguments: Mapping[str, Any], unknown: list[Path]) -> dict[str, Any]:
    """The arguments without some keys, which may stand in mappings within."""
    kept = dict(arguments)
    for key, *rest in unknown:
        if rest and isinstance(kept.get(str(key)), Mapping):
            kept[str(key)] = less(kept[str(key)], [tuple(rest)])
        else:
            kept.pop(str(key), None)
    return kept


def _is_told_elsewhere(fault: Any, entry: Entry) -> bool:
    """What follows from another finding: a null, a family whose block could not be worked out, a bad value that was
    handed down."""
    if fault["type"] == "missing":
        return False
    if fault["type"] == "missing_key":
        return entry.is_unplanned
    is_own = not fault["loc"] or fault["loc"][0] in entry.fields or fault["loc"][0] not in _HANDED_DOWN
    return not is_own or fault["type"] == FOLLOWS or fault["input"] is None


_HANDED_DOWN = ("availability_zone", "region")


def _is_misspelt(finding: Finding, meant: list[tuple[Path, str]]) -> bool:
    """Whether a key is only missing because it was misspelt: the unknown key says so."""
    key = finding.message.rpartition(" needs ")[2]
    return finding.check == "missing-key" and any(
        finding.path == path and key in suggestion for path, suggestion in meant
    )


def _finding(fault: Any, entry: Entry) -> Finding:
    loc: Path = tuple(key for key in fault["loc"] if key != "[key]")
    context = fault.get("ctx", {})
    path = (*entry.path, *loc)
    match fault["type"]:
        case "extra_forbidden":
            return _unknown_key(loc, path, entry)
        case "missing":
            return _missing_key(loc, path, entry)
        case _ if "message" in context:
            return _own_words(fault, loc, path)
        case _:
            message, hint = wrong_type(fault, path_text(loc), str(loc[-1]) if loc else "")
            return Finding("wrong-type", message, path=path, suggestion=hint)


def _own_words(fault: Any, loc: Path, path: Path) -> Finding:
    """The finding of a validator of ours, which speaks of texts."""
    message, written = str(fault["ctx"]["message"]), fault["input"]
    if isinstance(written, (list, Mapping)) and str(written) in message:
        return Finding("wrong-type", f"`{path_text(loc)}` must be one text, not {shown(written)}", path=path)
    if isinstance(written, str) and written:
        message = message.replace(written, cut(written))
    return Finding(fault["type"].replace("_", "-"), message, path=path, suggestion=fault["ctx"].get("suggestion", ""))


def _missing_key(loc: Path, path: Path, entry: Entry) -> Finding:
    key = str(loc[-1])
    hint = ""
    if len(loc) == 1 and key in entry.cls.inherits:
        hint = f"write `{key}` here, or once in `organization` for everything"
    elif len(loc) == 1 and get_origin(_written_fields(entry.cls)[key].annotation) is Mapping:
        hint = f"`{key}: {{}}` for none"
    message = f"{_what(entry, loc[:-1])} needs `{key}`"
    return Finding("missing-key", message, path=path[:-1], span=_key_of(entry, loc[:-1]), suggestion=hint)


_EXPECTED = {
    "string_type": "one text",
    "bool_parsing": "yes or no",
    "bool_type": "yes or no",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_parsing_size": "a whole number",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a number",
    "greater_than_equal": "at least {ge}",
    "greater_than": "more than {gt}",
    "less_than_equal": "at most {le}",
    "less_than": "less than {lt}",
    "string_too_short": "a text that says something",
}
"""The type of pydantic's error -> what the value must be, with the limit that pydantic names."""


def wrong_type(fault: Any, where: str, key: str) -> tuple[str, str]:
    """(message, suggestion) for a value that is of another kind than the attribute."""
    written = fault["input"]
    given = shown(written)
    match fault["type"]:
        case "dict_type" | "mapping_type" | "model_type" | "model_attributes_type":
            return f"`{where}` must be a mapping, not {given}", f"{key}: {{NAME: ...}}, or `{key}: {{}}` for nothing"
        case "tuple_type" | "list_type":
            hint = f"{key}: [{cut(written)}]" if isinstance(written, str) else f"{key}: [...]"
            return f"`{where}` must be a list, not {given}", hint
        case "literal_error":
            words = str(fault["ctx"]["expected"])
            return f"`{where}` must be {words}, not {given}", nearest(str(written), re.findall("'([^']*)'", words))
        case kind if kind in _EXPECTED:
            return f"`{where}` must be {_EXPECTED[kind].format(**fault.get('ctx', {}))}, not {given}", ""
        case _:
            text = str(fault["msg"]).removeprefix("Value error, ").removeprefix("Input ")
            return f"`{where}`: {given} {text[:1].lower()}{text[1:]}", ""


def _unknown_key(loc: Path, path: Path, entry: Entry) -> Finding:
    holder: Any = entry.block
    for step in loc[:-1]:
        holder = holder.get(str(step), _NOTHING) if isinstance(holder, Block) else _NOTHING
    key = str(loc[-1])
    known = _known_keys(entry, loc[:-1])
    message = f"`{key}` is not an attribute of {_what(entry, loc[:-1])}"
    return Finding("unknown-key", message, path=path, span=key_span(holder, key), suggestion=among(key, known))


_NOTHING = Block()


def _what(entry: Entry, loc: Path) -> str:
    return path_text(loc) if loc else entry.cls.kind


def _known_keys(entry: Entry, loc: Path) -> list[str]:
    classes: list[type[Part]] = [entry.cls]
    for key in loc:
        names = {name: info for cls in classes for name, info in _written_fields(cls).items()}
        info = names.get(str(key))
        classes = list(part_classes(info.annotation)) if info is not None else classes
    keys = [name for cls in classes for name in _written_fields(cls) if name != "address"]
    if loc:
        return keys
    words = WORDS if "cidr_block" in entry.cls.model_fields else () if entry.cls.is_single else (PER,)
    return [*keys, *types().sections[entry.cls.kind], *words]


def _written_fields(cls: type[Part]) -> dict[str, FieldInfo]:
    """The attributes under the names that are written in YAML."""
    return {info.alias or name: info for name, info in cls.model_fields.items()}


def _key_of(entry: Entry, loc: Path) -> Any:
    """Where the mapping that misses a key starts: its own key."""
    if loc:
        return find_span(entry.block, loc)
    return None


def merge_users(findings: Iterable[Finding]) -> list[Finding]:
    """A fault in a blueprint comes back once for each user: make it one finding that lists them."""
    groups: dict[Any, list[Finding]] = {}
    for finding in findings:
        key = (finding.check, finding.span, finding.message) if finding.span else finding
        groups.setdefault(key, []).append(finding)
    return [_merged(group) for group in groups.values()]


def _merged(group: list[Finding]) -> Finding:
    first = group[0]
    users = list(dict.fromkeys(path_text(finding.path) for finding in group if finding.path))
    if len(users) < 2:
        return first
    notes = [Related(f"used by {user}") for user in users[:_SHOWN_USERS]]
    if len(users) > _SHOWN_USERS:
        notes.append(Related(f"and {len(users) - _SHOWN_USERS} more"))
    return replace(first, related=(*first.related, *notes))
