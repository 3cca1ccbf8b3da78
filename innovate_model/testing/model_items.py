"""A model as test items: its text, its suppressions, each check, each property."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from innovate_model.checks import all_checks
from innovate_model.finding import Finding, Severity
from innovate_model.graph import Graph, build
from innovate_model.judging import Judgement, judge
from innovate_model.loader import Loaded, load
from innovate_model.rendering.text import render
from innovate_model.testing.proving import Proof, promised, proven

TEXT = "text"
SUPPRESSIONS = "suppressions"


class Case:
    """A model under test. Whatever is asked of it first works it out, for all items."""

    def __init__(self, folder: Path) -> None:
        self.loaded: Loaded = load(folder)

    @cached_property
    def graph(self) -> Graph:
        """The model as a graph."""
        return build(self.loaded.model)

    @cached_property
    def unjudged(self) -> tuple[str, ...]:
        """Addresses that were written and could not be built: no check sees them."""
        return tuple(address for address in self.loaded.names.entries if address not in self.loaded.model)

    @cached_property
    def judgement(self) -> Judgement:
        """What all checks find, less what is suppressed today."""
        today = datetime.now(UTC).date()
        return judge(self.graph, today, self.loaded.findings, self.unjudged)

    @cached_property
    def proofs(self) -> dict[str, Proof]:
        """What became of each property, by its name."""
        return {proof.name: proof for proof in proven(self.graph)}

    @property
    def faults(self) -> list[Finding]:
        """What is wrong with the text, notes too."""
        return list(self.loaded.findings)

    def found_by(self, check: str) -> list[Finding]:
        """What one check finds."""
        return [finding for finding in self.judgement.findings if finding.check == check]

    @property
    def of_suppressions(self) -> list[Finding]:
        """What is to be said of the suppressions: findings of no check that are no faults of the text."""
        checks = {check.name for check in all_checks()}
        faults = self.loaded.findings
        found = self.judgement.findings
        return [one for one in found if one.check not in checks and one not in faults and one.check != "not-judged"]


class ModelFile(pytest.File):
    """The root file of a model: its items are the whole model's."""

    def collect(self) -> Iterable[pytest.Item]:
        """`text`, `suppressions` where there are any, each check by its name, each property by `property:NAME`."""
        folder = Path(os.path.relpath(self.path.parent, self.config.invocation_params.dir))
        case = Case(folder)
        yield self._item(TEXT, case, lambda: case.faults, is_of_text=True)
        if case.loaded.model.suppressions:
            yield self._item(SUPPRESSIONS, case, lambda: case.of_suppressions)
        for check in all_checks():
            yield self._item(check.name, case, _finder(case, check.name))
        for name in promised(case.loaded.model):
            yield PropertyItem.from_parent(self, name=f"property:{name}", case=case, promise=name)

    def _item(self, name: str, case: Case, find: Callable[[], list[Finding]], is_of_text: bool = False) -> pytest.Item:
        item: pytest.Item = FindingItem.from_parent(self, name=name, case=case, find=find, is_of_text=is_of_text)
        return item


def _finder(case: Case, check: str) -> Callable[[], list[Finding]]:
    return lambda: case.found_by(check)


class FindingItem(pytest.Item):
    """Fails with the findings of one check, or with the faults of the text. Notes are told as warnings."""

    def __init__(self, *, case: Case, find: Callable[[], list[Finding]], is_of_text: bool, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._case = case
        self._find = find
        self._is_of_text = is_of_text

    def runtest(self) -> None:
        """Fails, or skips what half a model cannot answer: silence would look like a pass."""
        found = self._find()
        serious = [finding for finding in found if finding.severity.rank <= Severity.WARNING.rank]
        if serious:
            pytest.fail(told(serious, self._case), pytrace=False)
        if self._case.unjudged and not self._is_of_text:
            pytest.skip(_half(self._case))
        for finding in found:
            self.warn(pytest.PytestWarning(_line(finding)))

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        """The model, and the check."""
        return self.path, None, self.name


class PropertyItem(pytest.Item):
    """Fails where a property is broken or not known to hold."""

    def __init__(self, *, case: Case, promise: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._case = case
        self._promise = promise

    def runtest(self) -> None:
        """Fails with what breaks the property; skips where the text has faults."""
        if self._case.unjudged:
            pytest.skip(_half(self._case))
        proof = self._case.proofs.get(self._promise)
        if proof is None:
            pytest.fail(f"property {self._promise}: nothing was proven of it", pytrace=False)
        if not proof.holds:
            pytest.fail(proof.message, pytrace=False)

    def reportinfo(self) -> tuple[os.PathLike[str], int | None, str]:
        """The model, and the property."""
        return self.path, None, self.name


def told(findings: list[Finding], case: Case) -> str:
    """Each finding in a line with its place, then the report that a person reads, carets and help included."""
    return "\n".join([*map(_line, findings), "", *render(findings, case.loaded.model.texts).splitlines()])


def _line(finding: Finding) -> str:
    place = f"{finding.span}: " if finding.span else ""
    return f"{place}{finding.severity}[{finding.check}]: {finding.message}"


def _half(case: Case) -> str:
    return f"not judged: {len(case.unjudged)} resources have faults, see `{TEXT}`"
