"""What a kind says of a promise: whether it holds, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from innovate_model.finding import Related
from innovate_model.span import Path


class Verdict(StrEnum):
    """Whether a promise is kept."""

    HOLDS = "holds"
    """Proven, over all that it speaks of."""
    BROKEN = "broken"
    """There is a witness."""
    NOT_KNOWN = "not known"
    """It depends on what the model does not say. Never a guess."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`says`: in a clause, what breaks a broken promise, is known of one that is not known, or limits one that holds
    (then it is told as a note). `witness`: what shows it, step
    by step, with the place of each thing that lets it happen. `permits`: the paths of rules, routes and permissions
    among these: without one of them the witness were none. `missing`: the facts that decide one that is not known, in
    clauses. `advice`: what would mend it, where taking something out would not."""

    verdict: Verdict
    says: str = ""
    witness: tuple[Related, ...] = ()
    permits: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()
    advice: str = ""


HOLDS = Outcome(Verdict.HOLDS)


def unknown(*missing: str, says: str = "") -> Outcome:
    """It depends on facts, each told once; `says`: what is known of it all the same."""
    return Outcome(Verdict.NOT_KNOWN, says, missing=tuple(dict.fromkeys(missing)))
