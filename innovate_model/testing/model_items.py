"""A model as test items: its text, its suppressions, each check, each property.

Every finding of `judging.judge` fails exactly one item: what belongs to no other fails `text`.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from innovate_model.checks import all_checks
from innovate_model.finding import PROPERTIES, Finding, Severity
from innovate_model.graph import build
from innovate_model.judging import judge
from innovate_model.loader import Loaded, load
from innovate_model.rendering.text import render
from innovate_model.suppression import SUPPRESSIONS

TEXT = "text"


class Case:
    """A model under test. Whoever asks first what is found has it worked out, for all items."""

    def __init__(self, folder: Path) -> None:
        self.loaded: Loaded = load(folder)
        section = self.loaded.model.data.get(PROPERTIES)
        self.properties = tuple(section) if isinstance(section, Mapping) else ()
        self.checks = tuple(check.name for check in all_checks())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its items."""
        suppressions = (SUPPRESSIONS,) if self.loaded.model.suppressions else ()
        return (TEXT, *suppressions, *self.checks, *map(_property_item, self.properties))

    @cached_property
    def unjudged(self) -> tuple[str, ...]:
        """Addresses that were written and could not be built: no check sees them."""
        return tuple(address for address in self.loaded.names.entries if address not in self.loaded.model)

    @cached_property
    def found(self) -> Mapping[str, list[Finding]]:
        """What is found today, less what is suppressed, by the item that it fails."""
        today = datetime.now(UTC).date()
        by_item: dict[str, list[Finding]] = {}
        for finding in judge(build(self.loaded.model), today, self.loaded.findings, self.unjudged).findings:
            by_item.setdefault(self._item_of(finding), []).append(finding)
        return by_item

    def _item_of(self, finding: Finding) -> str:
        if finding in self.loaded.findings:
            return TEXT
        match finding.path:
            case (section, str(name), *_) if section == PROPERTIES and name in self.properties:
                return _property_item(name)
            case (section, *_) if section == SUPPRESSIONS and self.loaded.model.suppressions:
                return SUPPRESSIONS
        return finding.check if finding.check in self.checks else TEXT


def _property_item(name: str) -> str:
    return f"property:{name}"


class ModelFile(pytest.File):
    """The root file of a model: its items are the whole model's."""

    def collect(self) -> Iterable[pytest.Item]:
        """`text`, `suppressions` where there are any, each check by its name, each property by `property:NAME`."""
        case = Case(Path(os.path.relpath(self.path.parent, self.config.invocation_params.dir)))
        for name in case.names:
            yield ModelItem.from_parent(self, name=name, case=case)


class ModelItem(pytest.Item):
    """Fails with what is found. Notes fail nothing: they are told as warnings."""

    def __init__(self, *, case: Case, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._case = case

    def runtest(self) -> None:
        """Fails; or skips what half a model cannot answer, for silence would look like a pass."""
        found = self._case.found.get(self.name, [])
        serious = [finding for finding in found if finding.severity.rank <= Severity.WARNING.rank]
        if serious:
            pytest.fail(_told(serious, self._case.loaded.model.texts), pytrace=False)
        if self._case.unjudged and self.name != TEXT:
            count = len(self._case.unjudged)
            pytest.skip(f"not judged: {count} resource{'s have' if count > 1 else ' has'} faults, see `{TEXT}`")
        for finding in found:
            warnings.warn(pytest.PytestWarning(_line(finding)), stacklevel=1)  # `self.warn` wants a line of Python

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        """The model, and what is judged of it."""
        return self.path, None, self.name


def _told(findings: list[Finding], texts: Mapping[str, str]) -> str:
    """Each finding in a line with its place, then the report that a person reads, carets and help included."""
    return "\n".join([*map(_line, findings), "", *render(findings, texts).splitlines()])


def _line(finding: Finding) -> str:
    place = f"{finding.span}: " if finding.span else ""
    return f"{place}{finding.severity}[{finding.check}]: {finding.message}"
