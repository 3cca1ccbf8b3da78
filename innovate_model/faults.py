"""What pydantic says -> what a person should read: one Finding per fault, at the key that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from innovate_model.declaration import Entry
from innovate_model.finding import Finding, Related
from innovate_model.overlay import nearest
from innovate_model.resources import types
from innovate_model.resources.base import Part, part_classes
from innovate_model.source import find_span, key_span
from innovate_model.span import Path, path_text

_SHOWN_USERS = 12


def explain_errors(error: ValueError, entry: Entry) -> list[Finding]:
    """The findings behind a failed construction of `entry`."""
    if not isinstance(error, ValidationError):
        return [Finding("wrong-type", str(error), path=entry.path)]
    found: dict[Finding, None] = {}
    for fault in error.errors(include_url=False):
        found[_finding(fault, entry)] = None
    return list(found)


def _finding(fault: Any, entry: Entry) -> Finding:
    loc: Path = tuple(key for key in fault["loc"] if key != "[key]")
    context = fault.get("ctx", {})
    path = (*entry.path, *loc)
    match fault["type"]:
        case "extra_forbidden":
            return _unknown_key(loc, path, entry)
        case "missing":
            message = f"{_what(entry, loc[:-1])} needs `{loc[-1]}`"
            return Finding("missing-key", message, path=path[:-1], span=_key_of(entry, loc[:-1]))
        case _ if "message" in context:
            check = fault["type"].replace("_", "-")
            return Finding(check, str(context["message"]), path=path, suggestion=str(context.get("suggestion", "")))
        case _ if fault["input"] is None:
            hint = "write a value, or remove the key; null removes only what a blueprint sets"
            return Finding("wrong-type", f"`{path_text(loc)}` is empty", path=path, suggestion=hint)
        case _:
            return Finding("wrong-type", f"`{path_text(loc)}`: {_plain(fault)}", path=path)


def _plain(fault: Any) -> str:
    text = str(fault["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    written = fault["input"]
    said = f"`{written}` " if isinstance(written, str) and len(written) < 60 else ""
    return said + text[:1].lower() + text[1:].replace("dictionary", "mapping").replace("valid tuple", "list")


def _unknown_key(loc: Path, path: Path, entry: Entry) -> Finding:
    holder: Any = entry.block
    for key in loc[:-1]:
        holder = holder[key]
    key = str(loc[-1])
    known = _known_keys(entry, loc[:-1])
    hint = nearest(key, known)
    message = f"`{key}` is not an attribute of {_what(entry, loc[:-1])}"
    return Finding(
        "unknown-key", message, path=path, span=key_span(holder, key), suggestion=hint or "known: " + ", ".join(known)
    )


def _what(entry: Entry, loc: Path) -> str:
    return path_text(loc) if loc else entry.cls.kind


def _known_keys(entry: Entry, loc: Path) -> list[str]:
    classes: list[type[Part]] = [entry.cls]
    for key in loc:
        names = {info.alias or name: info for cls in classes for name, info in cls.model_fields.items()}
        info = names.get(str(key))
        classes = list(part_classes(info.annotation)) if info is not None else classes
    keys = [info.alias or name for cls in classes for name, info in cls.model_fields.items() if name != "address"]
    return keys if loc else [*keys, *types().sections[entry.cls.kind]]


def _key_of(entry: Entry, loc: Path) -> Any:
    """Where the mapping that misses a key starts: its own key."""
    if loc:
        return find_span(entry.block, loc)
    return None


def merge_users(findings: Iterable[Finding]) -> list[Finding]:
    """A fault in a blueprint comes back once for each user: make it one finding that lists them."""
    groups: dict[Any, list[Finding]] = {}
    for finding in findings:
        key = (finding.check, finding.span) if finding.span else finding
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
