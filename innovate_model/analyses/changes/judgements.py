"""Findings and promises on two sides: what is new, what is gone, what somebody accepts from now on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from innovate_model.analyses.changes.renaming import Renames
from innovate_model.analyses.changes.wording import Effect, Rewording, Worded, rewordings
from innovate_model.baseline import baseline_of, compare, key_of
from innovate_model.faults import merge_users
from innovate_model.finding import Accepted, Finding
from innovate_model.model import Model
from innovate_model.span import Span

HOLDS = "holds"


class Promised(NamedTuple):
    """What is known of a promise: `verdict` is `holds`, `broken` or `not known`; `says` what shows it, in a clause.
    `text`: how it is written, None where that has a fault."""

    verdict: str
    says: str = ""
    span: Span | None = None
    text: Worded | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of one model. `findings`: each for one address, faults of the text left out. `as_before`: what would
    be known of promises of another model that are written otherwise here, or not at all. `faults`: of promises."""

    findings: tuple[Finding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    promises: Mapping[str, Promised] = field(default_factory=dict)
    as_before: Mapping[str, Promised] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()


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
    """A promise of which another thing is known than before, or which says something else; None where a side does not
    make it. `as_before`: what would be known of it in the new model if it were written as it was."""

    name: str
    before: Promised | None
    after: Promised | None
    rewordings: tuple[Rewording, ...] = ()
    as_before: Promised | None = None

    @property
    def is_worse(self) -> bool:
        """Whether it held, or was not made, and does not hold now, or not as it was written."""
        was_fine = self.before is None or self.before.verdict == HOLDS
        return was_fine and any(each is not None and each.verdict != HOLDS for each in (self.after, self.as_before))

    @property
    def is_removed(self) -> bool:
        """Whether nobody promises it any more."""
        return self.after is None

    @property
    def is_weaker(self) -> bool:
        """Whether it may allow more than before, by what it says."""
        return self.is_removed or any(each.effect is Effect.WEAKER for each in self.rewordings)

    @property
    def holds_as_written(self) -> bool:
        """Whether it holds only because it is written otherwise now."""
        holds = self.after is not None and self.after.verdict == HOLDS
        return holds and self.as_before is not None and self.as_before.verdict != HOLDS


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


def promise_changes(old: Judged, new: Judged, before: Model, after: Model, names: Renames) -> tuple[PromiseChange, ...]:
    """Promises that came, went, say something else, or of which the verdict is another one, in the order of their
    names. `before` and `after`: the models that they are promises of."""

    def change(name: str) -> PromiseChange:
        was, now = old.promises.get(name), new.promises.get(name)
        told: Iterable[Rewording] = ()
        if was is not None and was.text is not None and now is not None and now.text is not None:
            told = rewordings(was.text, now.text, before, after, names)
        return PromiseChange(name, was, now, tuple(told), new.as_before.get(name))

    found = (change(name) for name in sorted({**old.promises, **new.promises}))
    return tuple(each for each in found if each.rewordings or _verdict(each.before) != _verdict(each.after))


def _verdict(promised: Promised | None) -> str:
    return promised.verdict if promised is not None else ""
