"""How things look on a terminal: colour where it is one, columns that align, text that cannot steer the terminal."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pathlib import Path

    from innovate_model.finding import Finding

_STYLE = re.compile(r"(\x1b\[[0-9;]*m)")


def wants_colour() -> bool:
    """Only on a terminal, and never against NO_COLOR (https://no-color.org)."""
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def harmless(text: str) -> str:
    """The text with everything visible that a terminal would obey or hide: names come from files that anybody may
    have written."""
    from innovate_model.rendering._visible import visible

    return visible(text)


class Painted(str):
    """Text that may hold styles, for all else in it has been made harmless."""

    __slots__ = ()


def paint(text: str, **style: object) -> Painted:
    """A part of a line in a style, where colour is wanted."""
    plain = harmless(text)
    return Painted(click.style(plain, **style) if wants_colour() else plain)  # type: ignore[arg-type]


def say(text: str = "", **style: object) -> None:
    """One line to standard output; `style` as in click.style, used only where colour is wanted. Of what stands in the
    text, a terminal obeys colours alone."""
    line = _with_styles_alone(text)
    click.echo(click.style(line, **style) if style and wants_colour() else line, color=wants_colour())  # type: ignore[arg-type]


def heading(text: str) -> None:
    """A title above a part of the output."""
    say()
    say(harmless(text), bold=True)


def width(text: str) -> int:
    """Columns that a text takes on a terminal, styles not counted."""
    from innovate_model.rendering._visible import width as columns

    return columns(click.unstyle(text))


def table(rows: Iterable[Sequence[str]], indent: int = 2, right: frozenset[int] = frozenset()) -> None:
    """Rows in aligned columns; the columns in `right` are flush right."""
    rows = [[cell if isinstance(cell, Painted) else harmless(cell) for cell in row] for row in rows]
    if not rows:
        return
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [_padded(cell, widths[column], column in right) for column, cell in enumerate(row)]
        say((" " * indent + "  ".join(cells)).rstrip())


def _with_styles_alone(text: str) -> str:
    if not wants_colour():
        return harmless(text)
    return "".join(part if _STYLE.fullmatch(part) else harmless(part) for part in _STYLE.split(text))


def _padded(cell: str, columns: int, is_right: bool) -> str:
    space = " " * (columns - width(cell))
    return space + cell if is_right else cell + space


def fail(message: str, hint: str = "") -> click.exceptions.Exit:
    """Say on standard error why this could not run; raise what comes back to end with exit code 2."""
    click.echo(f"{paint('error', fg='red', bold=True)}: {harmless(message)}", err=True)
    if hint:
        click.echo(f"  = help: {harmless(hint)}", err=True)
    return click.exceptions.Exit(2)


def tell_faults(file: Path, findings: Iterable[Finding]) -> None:
    """What is wrong in a file that stands beside a model, on standard error."""
    from innovate_model.rendering import renderer

    texts = {str(file): file.read_text("utf-8", "replace")} if file.is_file() else {}
    click.echo(renderer("text")(tuple(findings), texts, colour=wants_colour(), checks=[], accepted=()), err=True)


def scope_of(addresses: Iterable[str]) -> str:
    """The longest address that all of them stand in (`accounts.production.vpcs.main`), "" where there is none.

    Addresses alternate sections and names, so a scope has an even number of parts.
    """
    split = [address.split(".")[:-2] for address in addresses if "." in address]
    common: list[str] = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        common.append(parts[0])
    return ".".join(common[: len(common) // 2 * 2])


def below(scope: str, text: str) -> str:
    """A text in which addresses in the scope are shortened to what stands below it."""
    return text.replace(scope + ".", "") if scope else text
