"""What the checks find and which promises are not kept, less what somebody accepts: by a suppression in the model, or
by a baseline.

Pure like everything below it: which day it is comes from whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from innovate_model import baseline as baselines
from innovate_model import checks, properties
from innovate_model.baseline import Baseline
from innovate_model.finding import PROPERTIES, Accepted, Finding, Severity, located
from innovate_model.graph import Graph
from innovate_model.hints import nearest
from innovate_model.model import Model
from innovate_model.span import Path, addresses_along, path_text
from innovate_model.suppression import Suppression

if TYPE_CHECKING:
    from innovate_model.analyses.changes import Judged, Promised

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Judgement:
    """`findings` to tell, in reading order; `accepted` ones; `recordable`, each for one address, what a baseline of
    this day would hold; `proofs`: of all promises."""

    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    recordable: tuple[Finding, ...]
    proofs: properties.Proofs


def judge(
    graph: Graph,
    today: date,
    faults: Sequence[Finding] = (),
    unjudged: Sequence[str] = (),
    baseline: Baseline | None = None,
) -> Judgement:
    """Every finding about a model, with `faults` of its text, which nobody can accept: they are there to be mended.

    `unjudged`: addresses that no check sees. A suppression that seems to have nothing to suppress may be about them.
    """
    model = graph.model
    proven = properties.proofs(graph, unjudged)
    # What a promise says of faulty things nobody knows: that they were not judged is told once, not for each promise.
    told_of = (one for one in proven if one.verdict is properties.Verdict.BROKEN or not unjudged)
    unkept = [finding for one in told_of if (finding := one.finding()) is not None]
    found = [*checks.violations(graph), *located(unkept, model)]
    left, suppressed = _suppressed(found, model, today)
    wrong = [*proven.faults, *located(list(_unknown_checks(model.suppressions, (*faults, *proven.faults))), model)]
    doubts = located(list(_doubtful(found, suppressed, model, today, is_whole=not unjudged)), model)
    recordable = (*left, *doubts)
    compared = baselines.compare(recordable, baseline) if baseline else None
    told = [*faults, *wrong, *checks.merged(compared.new if compared else recordable)]
    last = [checks.blind_to(unjudged)] if unjudged else []
    if compared and baseline and compared.gone:
        last.append(baselines.outdated(compared.gone, baseline))
    findings = (*located(told, model), *located(last, model))
    return Judgement(findings, (*suppressed, *(compared.known if compared else ())), recordable, proven)


def judged(graph: Graph, judgement: Judgement) -> Judged:
    """The same for a comparison, which tells promises apart from findings; a suppression changes nothing of them."""
    from innovate_model.analyses.changes import Judged, Promised

    model, proven = graph.model, judgement.proofs
    kinds = {one.promise.path: one.promise.kind for one in proven}
    findings = tuple(one for one in judgement.recordable if one.check != kinds.get(one.path))
    promises = {one.name: _promised(one, model) for one in proven}
    for name in properties.names(model):
        faulty = Promised("not known", "it has a fault", model.span_of((PROPERTIES, name)))
        promises.setdefault(name, faulty)
    return Judged(findings, judgement.accepted, promises, faults=proven.faults)


def as_before(graph: Graph, unjudged: Sequence[str], old: Judged, new: Judged) -> Judged:
    """The second with what would be known, in its model, of promises of the first that it words otherwise or does not
    make."""
    gone = (one.text for name, one in old.promises.items() if not _is_made(one, name, new))
    former = [text for text in gone if isinstance(text, properties.Promise)]
    proven = properties.proofs_of(graph, former, unjudged)
    return replace(new, as_before={one.name: _promised(one, graph.model) for one in proven})


def _is_made(one: Promised, name: str, new: Judged) -> bool:
    """Whether another model makes the same promise in the same words; one with a fault there makes none."""
    other = new.promises.get(name)
    if other is None or other.text is None or one.text is None:
        return other is not None
    return (one.text.kind, one.text.body) == (other.text.kind, other.text.body)


def _promised(proof: properties.Proof, model: Model) -> Promised:
    from innovate_model.analyses.changes import Promised

    return Promised(str(proof.verdict), proof.says, model.span_of(proof.promise.path), proof.promise)


def _suppressed(found: Iterable[Finding], model: Model, today: date) -> tuple[list[Finding], list[Accepted]]:
    """What no suppression holds back, and what one does: the first that covers it."""
    left, accepted = [], []
    for finding in found:
        one = next((item for item in _covering(finding, model) if item.holds_on(today)), None)
        if one is None:
            left.append(finding)
        else:
            expires, span = str(one.expires or ""), model.span_of(one.path)
            accepted.append(Accepted(finding, "suppression", one.name, one.reason, expires, span))
    return left, accepted


def _covering(finding: Finding, model: Model) -> list[Suppression]:
    chosen = [item for item in model.suppressions if item.check == finding.check]
    if not chosen:
        return []
    resource = _resource_of(finding.path, model)
    return [item for item in chosen if item.covers(finding, resource)]


def _resource_of(path: Path, model: Model) -> str:
    """The innermost resource that a path leads to or through, or the promise."""
    if path[:1] == (PROPERTIES,):
        return ".".join(map(str, path[:2]))
    return next((address for address, _ in addresses_along(path) if address in model), "")


def _suppressible() -> list[str]:
    """The ids of findings that are judgements."""
    return [*(check.name for check in checks.all_checks()), *properties.kind_names()]


def _unknown_checks(suppressions: Iterable[Suppression], faults: Sequence[Finding]) -> Iterable[Finding]:
    known = _suppressible()
    of_text = {fault.check for fault in faults}
    for item in suppressions:
        if item.check in known:
            continue
        message = f"there is no check `{item.check}` whose finding could be suppressed"
        hint = nearest(item.check, known) or "`innovate list checks` names them"
        if item.check in of_text:
            message = f"`{item.check}` cannot be suppressed: it is a fault of the text, no judgement"
            hint = "mend the fault"
        yield Finding("unknown-check", message, path=(*item.path, "check"), suggestion=hint)


def _doubtful(
    found: Iterable[Finding], suppressed: Iterable[Accepted], model: Model, today: date, is_whole: bool
) -> Iterable[Finding]:
    """The word that a suppression has expired, holds nothing back, or more than one thing."""
    known = set(_suppressible())
    used: dict[str, list[Finding]] = {}
    for accepted in suppressed:
        used.setdefault(accepted.name, []).append(accepted.finding)
    by_check: dict[str, list[Finding]] = {}
    for finding in found:
        by_check.setdefault(finding.check, []).append(finding)
    for item in model.suppressions:
        if item.check not in known:
            continue
        same = by_check.get(item.check, [])
        there = [finding for finding in same if item.covers(finding, _resource_of(finding.path, model))]
        if not item.holds_on(today):
            yield _expired(item, bool(there))
        elif item.name not in used and (there or is_whole):
            near = [finding for finding in same if _resource_of(finding.path, model) == item.resource]
            yield _unused(item, there, near)
        elif not item.message and len(used.get(item.name, ())) > 1:
            yield _too_wide(item, used[item.name])


def _expired(item: Suppression, is_back: bool) -> Finding:
    state = f"{item.check} is told again" if is_back else "there is nothing left to suppress"
    message = f"the suppression `{item.name}` expired on {item.expires}: {state}"
    hint = "mend what it suppressed, or give it another date and a reason that still holds"
    return _warning("suppression-expired", message, (*item.path, "expires"), hint if is_back else "remove it")


def _unused(item: Suppression, there: list[Finding], near: list[Finding]) -> Finding:
    at = path_text(item.at)
    message = f"the suppression `{item.name}` suppresses nothing: {item.check} has no complaint at {at}"
    hint = "remove it"
    if there:
        message = f"the suppression `{item.name}` suppresses nothing: another one does it already"
    elif others := [finding.message for finding in near if item.is_about(finding, item.resource)]:
        message += f' that says "{item.message}"'
        hint = f'it says "{others[0]}": write a part of that, or remove the suppression'
    elif near:
        hint = f"{item.check} complains at {path_text(near[0].path)}: write that, or remove the suppression"
    return _warning("suppression-unused", message, item.path, hint)


def _too_wide(item: Suppression, accepted: list[Finding]) -> Finding:
    """It would accept the next one there as well, of which nobody has thought."""
    messages = list(dict.fromkeys(f'"{finding.message}"' for finding in accepted))
    if len(messages) > 1:
        told, hint = messages, "one entry for each, with a part of its message: `message: ...`"
    else:
        told, hint = [path_text(finding.path) for finding in accepted], "one entry for each, with its own `at`"
    more = f"; and {len(told) - _SHOWN} more" if len(told) > _SHOWN else ""
    message = f"the suppression `{item.name}` accepts {len(told)} findings: {'; '.join(told[:_SHOWN])}{more}"
    hint += "; `message: '*'` accepts whatever is said there, now and later"
    return _warning("suppression-too-wide", message, item.path, hint)


def _warning(check: str, message: str, path: Path, hint: str) -> Finding:
    return Finding(check, message, Severity.WARNING, path, suggestion=hint)
