"""A folder of answers -> a model, with what is not known of it as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath

from innovate_model.analyses.difference import NotChecked
from innovate_model.aws.described import read_described
from innovate_model.aws.observe import observe
from innovate_model.aws.services import not_asked
from innovate_model.aws.services.base import UNSAID
from innovate_model.aws.services.outside import NOT_IN_AWS
from innovate_model.aws.snapshot import INDEX, NOT_ASKED, read
from innovate_model.finding import Finding, Severity
from innovate_model.loader import NOT_OBSERVED
from innovate_model.model import Model
from innovate_model.span import at, path_text


def open_answers(folder: FilePath) -> tuple[Model, tuple[Finding, ...]]:
    """The model of a snapshot, or of a folder with the output of `describe-*`. NotASnapshot for neither; OSError from
    the disk."""
    snapshot = read(folder) if (folder / INDEX).is_file() else read_described(folder)
    observed = observe(snapshot, is_whole=True)
    return observed.model, tuple(_findings(observed.not_checked))


def _findings(gaps: Iterable[NotChecked]) -> Iterator[Finding]:
    """One for each thing that is not known; one for all alike, and one for all kinds of which there is no answer."""
    unasked: dict[str, None] = {}
    alike: dict[tuple[str, str, str], list[NotChecked]] = {}
    for gap in gaps:
        if gap.reason == UNSAID.reason or gap.kind in NOT_IN_AWS:
            continue  # no answer of AWS says it, however much is asked
        if gap.kind and not gap.address and (gap.reason.endswith(NOT_ASKED) or gap.reason in not_asked().values()):
            unasked[gap.kind] = None
        else:
            alike.setdefault((gap.kind, path_text(gap.attribute), gap.reason), []).append(gap)
    for (kind, attribute, reason), group in alike.items():
        where = f"{attribute} of {len(group)} {kind}: " if attribute else ""
        yield _note(f"{where}{reason}", group[0])
    if unasked:
        hint = f"add the answers that speak of them, if there are any: {', '.join(unasked)}"
        yield _note(f"no answer speaks of {len(unasked)} kinds of resources, so nothing is known of them", hint=hint)


def _note(message: str, gap: NotChecked | None = None, hint: str = "") -> Finding:
    path = at(gap.address, *map(str, gap.attribute)) if gap is not None and gap.address else ()
    return Finding(NOT_OBSERVED, message, Severity.NOTE, path, suggestion=hint)
