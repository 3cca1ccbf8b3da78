"""Findings and promises on two sides: what is new, what is gone, what somebody accepts from now on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from innovate_model.analyses.changes.renaming import Renames
from innovate_model.baseline import baseline_of, compare, key_of
from innovate_model.faults import merge_users
from innovate_model.finding import Accepted, Finding
from innovate_model.span import Span

HOLDS = "holds"


class Promised(NamedTuple):
    """What is known of a promise: `verdict` is `holds`, `broken` or `not known`; `says` is that in a sentence."""

    verdict: str
    says: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of one model. `findings`: each for one address, faults of the text left out."""

    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    promises: Mapping[str, Promised] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """A fault in a blueprint is one finding. `accepted`: found on both sides, and accepted on the new one only (by a
    suppression or a baseline); `told_again`: the other way round."""

    new: tuple[Finding, ...] = ()
    gone: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    told_again: tuple[Accepted, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.accepted or self.told_again)


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """A promise of which another thing is known than before; None where a side does not make it."""

    name: str
    before: Promised | None
    after: Promised | None

    @property
    def is_worse(self) -> bool:
        """Whether it held, or was not made, and does not hold now."""
        was_fine = self.before is None or self.before.verdict == HOLDS
        return was_fine and self.after is not None and self.after.verdict != HOLDS


def finding_changes(old: Judged, new: Judged, names: Renames) -> FindingChanges:
    """What the checks say of one model and not of the other. A finding is known again by its check, its address and its
    message (`baseline`), as they are by new names."""
    before = [_as_in_the_new(finding, names) for finding in old.findings]
    accepted_before = [replace(one, finding=_as_in_the_new(one.finding, names)) for one in old.accepted]
    accepted = _but(new.accepted, accepted_before)
    told_again = _but(accepted_before, new.accepted)
    hidden = {key_of(one.finding) for one in accepted}
    shown = {key_of(one.finding) for one in told_again}
    came = compare(new.findings, baseline_of(before)).new
    went = compare(before, baseline_of(new.findings)).new
    return FindingChanges(
        tuple(merge_users(finding for finding in came if key_of(finding) not in shown)),
        tuple(merge_users(finding for finding in went if key_of(finding) not in hidden)),
        accepted,
        told_again,
    )


def _but(ones: Iterable[Accepted], others: Iterable[Accepted]) -> tuple[Accepted, ...]:
    known = {key_of(other.finding) for other in others}
    return tuple(one for one in ones if key_of(one.finding) not in known)


def _as_in_the_new(finding: Finding, names: Renames) -> Finding:
    if not names.new_by_old:
        return finding
    return replace(finding, message=names.text(finding.message), path=names.path(finding.path))


def promise_changes(old: Mapping[str, Promised], new: Mapping[str, Promised]) -> tuple[PromiseChange, ...]:
    """Promises that came, went, or of which the verdict is another one, in the order of their names."""
    found = (PromiseChange(name, old.get(name), new.get(name)) for name in sorted({**old, **new}))
    return tuple(each for each in found if _verdict(each.before) != _verdict(each.after))


def _verdict(promised: Promised | None) -> str:
    return promised.verdict if promised is not None else ""
