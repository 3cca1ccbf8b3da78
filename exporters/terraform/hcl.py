"""Text in Terraform's language, formatted as `terraform fmt` formats it. Nothing gets in unescaped."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Lines = tuple[str, ...]
"""An expression; the lines after the first are indented relative to the line that it starts on."""

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FIRST_PRINTABLE = 0x20
_DELETE = 0x7F


def string(text: str) -> str:
    """A quoted string that means exactly `text`: neither an interpolation nor a directive.

    https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences

    >>> print(string('${var.x} "%{if}"'))
    "$${var.x} \\"%%{if}\\""
    """
    quoted = "".join(_ESCAPES.get(char) or _visible(char) for char in text)
    return '"' + quoted.replace("${", "$${").replace("%{", "%%{") + '"'


def _visible(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < _FIRST_PRINTABLE or ord(char) == _DELETE else char


def literal(value: Any) -> str:
    """A constant on one line: null, bool, number, string, tuple or object, keys sorted."""
    if isinstance(value, str):
        return string(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{string(key)} = {literal(value[key])}" for key in sorted(value))
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value)  # null, true, false and numbers are written as in JSON


def attributes(items: Iterable[tuple[str, Lines]]) -> list[str]:
    """`name = value` lines. Neighbours that take one line each have their `=` in one column, as fmt wants."""
    written: list[str] = []
    group: list[tuple[str, str]] = []
    for name, value in items:
        if len(value) == 1:
            group.append((name, value[0]))
            continue
        written += _aligned(group)
        group = []
        written += [f"{name} = {value[0]}", *value[1:]]
    return written + _aligned(group)


def _aligned(group: list[tuple[str, str]]) -> list[str]:
    width = max((len(name) for name, _ in group), default=0)
    return [f"{name:<{width}} = {value}" for name, value in group]


def indented(lines: Iterable[str]) -> list[str]:
    """The lines, one level deeper."""
    return [f"  {line}" if line else "" for line in lines]


def block(header: str, body: Iterable[str]) -> list[str]:
    """A block with its body."""
    return [f"{header} {{", *indented(body), "}"]
