"""Findings -> text that people, editors and pipelines read. One format is one module of this folder.

A module whose name starts with `_` is shared ground, every other one is a format and has a `render` of the shape of
`Renderer`. Nothing is listed by hand and nothing is imported before it is asked for: a run that prints text never loads
the XML library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from innovate_model.finding import Accepted, Finding
from innovate_model.rendering._rule import Rule

FORMATS: tuple[str, ...] = tuple(sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_")))
"""The names that `renderer` knows, in alphabetical order."""


class Renderer(Protocol):
    """What a format offers. Pure: the same arguments give the same text."""

    def __call__(
        self,
        findings: Sequence[Finding],
        sources: Mapping[str, str],
        *,
        colour: bool = False,
        checks: Sequence[Rule] = (),
        accepted: Sequence[Accepted] = (),
    ) -> str:
        """The findings, in the order given, as text that is empty or ends with a newline.

        `sources` maps the file name of a span to the text of that file (a missing one costs only the quoted line).
        `colour` allows ANSI colour; formats for machines ignore it. `checks` are all checks that ran, found
        something or not, so that a report can also say what passed. `accepted` are the findings that a suppression or a
        baseline keeps out of `findings`. The text holds no control character but newline (and, with `colour`, the
        escape sequences of the colours).
        """
        ...


def renderer(name: str) -> Renderer:
    """The renderer of one format. Raises ValueError, with the names there are, for a name that is not in FORMATS."""
    if name not in FORMATS:
        raise ValueError(f"There is no format {name!r}; there are {', '.join(FORMATS)}.")
    return cast("Renderer", import_module(f"{__name__}.{name}").render)
