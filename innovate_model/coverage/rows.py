"""The rows: a YAML file with what a design document names, section by section, and how each is found in the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, Literal

from pydantic import ValidationError, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.analyses.selecting import Selector as Selector
from innovate_model.analyses.selecting import Texts, known_attribute, known_kind
from innovate_model.checks import Pillar
from innovate_model.finding import Finding
from innovate_model.reading import read
from innovate_model.resources.base import Part
from innovate_model.source import find_span
from innovate_model.values import FrozenDict, FrozenMap, Name

Column = Literal["model", "checks", "views", "terraform", "drift", "price"]
COLUMNS: tuple[Column, ...] = ("model", "checks", "views", "terraform", "drift", "price")


class Row(Part):
    """One system that the document names, in its words.

    `resources` finds it, in the model under the overlay `scenario` where one is named (a file in the folder
    `scenarios` beside the model). `decided_at` names further places where its rule is kept, as KIND.ATTRIBUTE: the
    checks that complain there judge it, too; so do all checks of `pillar` where the system is a pillar itself.
    `not_chosen` is why the other alternative was taken; `not_applicable` says by column why nothing belongs into it.
    `no_price` is why nobody knows yet what it costs, and goes when a price comes (`Line.is_answered`). `note` corrects
    the document, with AWS's page.
    """

    system: Name
    resources: tuple[Selector, ...] = ()
    scenario: str = ""
    decided_at: tuple[Name, ...] = ()
    pillar: Pillar | None = None
    not_chosen: str = ""
    not_applicable: FrozenMap[Texts] = FrozenDict()
    no_price: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _makes_sense(self) -> Any:
        message = ""
        if not (self.resources or self.not_chosen or "model" in self.not_applicable):
            message = "a row finds `resources`, or says why it was `not_chosen` or is `not_applicable`"
        elif self.no_price and (self.not_chosen or "price" in self.not_applicable):
            message = "what was `not_chosen`, or has no price by its nature, needs no reason why its price is not known"
        elif self.not_chosen and self.resources:
            message = "what was `not_chosen` finds no `resources`"
        unknown = [column for column in self.not_applicable if column not in COLUMNS]
        if unknown:
            message = f"there is no column `{unknown[0]}`: {', '.join(COLUMNS)}"
        if message:
            raise PydanticCustomError("bad_row", "{message}", {"message": message})
        for place in self.decided_at:
            kind, _, attribute = place.partition(".")
            known_kind(kind)
            if attribute:
                known_attribute(kind, attribute)
        return self


class Section(Part):
    """A section of the document: its title and its rows by a short name."""

    title: Name
    rows: FrozenMap[Row]


class Document(Part):
    """What a design document names: its title, and its sections by number, in its order."""

    document: Name
    sections: FrozenMap[Section]

    def rows(self) -> Iterator[tuple[str, str, Row]]:
        """(number of the section, name, row) of every row, in order."""
        for number, section in self.sections.items():
            for name, row in section.rows.items():
                yield number, name, row


def read_rows(path: FilePath) -> tuple[Document | None, tuple[Finding, ...]]:
    """The document of a file; None, with findings at their places, where it cannot be read. OSError where there is no
    file."""
    source = read(path)
    if source.findings:
        return None, tuple(source.findings)
    try:
        return Document.model_validate(source.data), ()
    except ValidationError as error:
        return None, tuple(_finding(fault, source.data) for fault in error.errors(include_url=False))


def _finding(fault: Any, data: Mapping[str, Any]) -> Finding:
    loc = tuple(key for key in fault["loc"] if key != "[key]")
    context = fault.get("ctx", {})
    message = str(
        context.get("message") or f"{loc[-1] if loc else 'the file'}: {fault['msg'][:1].lower()}{fault['msg'][1:]}"
    )
    span = find_span(data, loc)
    return Finding("coverage-rows", message, span=span, suggestion=str(context.get("suggestion", "")))
