"""What has become of promises, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from innovate_model.analyses.tabular import Table, Tabular
from innovate_model.finding import Finding, Related, Severity
from innovate_model.properties._mending import Change
from innovate_model.properties._outcome import Outcome, Verdict
from innovate_model.properties._section import Promise

_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Proof:
    """One promise and what is known of it. `change`: for a broken one, what was looked for to restore it."""

    promise: Promise
    outcome: Outcome
    change: Change | None = None

    @property
    def name(self) -> str:
        """The promise's."""
        return self.promise.name

    @property
    def verdict(self) -> Verdict:
        """Holds, broken, or not known."""
        return self.outcome.verdict

    @property
    def holds(self) -> bool:
        """Is it proven? For users' assertions: not known counts as no."""
        return self.verdict is Verdict.HOLDS

    @property
    def says(self) -> str:
        """What breaks it, or is missing, in a clause; of one that holds, what limits that, if anything does."""
        if self.verdict is Verdict.NOT_KNOWN:
            known = f"{self.outcome.says}, and " if self.outcome.says else ""
            return f"{known}the model does not say {(self.outcome.missing or ('what decides it',))[0]}"
        return self.outcome.says

    @property
    def message(self) -> str:
        """What breaks it, is missing or limits it, and what shows it, line by line; "" if there is nothing to say."""
        finding = self.finding()
        return "" if finding is None else "\n".join([finding.message, *(each.note for each in finding.related)])

    def finding(self) -> Finding | None:
        """An error for a broken promise, a warning for one that is not known, a note for one that holds of a part, None
        for one that just holds."""
        because = Related(f"promised because: {self.promise.because}")
        match self.verdict:
            case Verdict.HOLDS:
                path = self.promise.path
                note = Finding(self.promise.kind, str(self), Severity.NOTE, path, related=(because,))
                return note if self.says else None
            case Verdict.BROKEN:
                message = f"`{self.name}` is broken: {self.says}"
                change = self.change.told() if self.change is not None else ()
                hint = self.change.advice if self.change is not None else self.outcome.advice
                related = (because, *self.outcome.witness, *change)
                return Finding(self.promise.kind, message, Severity.ERROR, self.promise.path, None, hint, related)
            case Verdict.NOT_KNOWN:
                more = list(self.outcome.missing[1:])
                message = f"whether `{self.name}` holds is not known: {self.says}"
                related = (because, *(Related(f"nor {fact}") for fact in _few(more)))
                hint = "state what is missing; until then nothing is proven"
                return Finding(self.promise.kind, message, Severity.WARNING, self.promise.path, None, hint, related)

    def __str__(self) -> str:
        finding = self.finding() if not self.holds else None
        known = f": {self.says}" if self.says else ""
        return finding.message if finding is not None else f"`{self.name}` holds{known}"


def _few(facts: list[str]) -> Iterator[str]:
    yield from facts[:_SHOWN]
    if len(facts) > _SHOWN:
        yield f"{len(facts) - _SHOWN} more such facts"


@dataclass(frozen=True, slots=True)
class Proofs(Tabular):
    """Every promise of a model, in its order; `faults`: what is wrong with the text of those that are not here."""

    proofs: tuple[Proof, ...]
    faults: tuple[Finding, ...] = ()

    def __iter__(self) -> Iterator[Proof]:
        return iter(self.proofs)

    def __len__(self) -> int:
        return len(self.proofs)

    def __getitem__(self, name: str) -> Proof:
        return next(proof for proof in self.proofs if proof.name == name)

    def of(self, verdict: Verdict) -> tuple[Proof, ...]:
        """Those with one verdict."""
        return tuple(proof for proof in self.proofs if proof.verdict is verdict)

    @property
    def all_hold(self) -> bool:
        """Is everything proven that was promised, and the section without fault?"""
        return not self.faults and all(proof.holds for proof in self.proofs)

    def findings(self) -> Iterator[Finding]:
        """What is to be told of them, the faults left out."""
        return (finding for proof in self.proofs if (finding := proof.finding()) is not None)

    def table(self) -> Table:
        """One row for each promise; the sentence counts the verdicts, and the faults."""
        rows = tuple(
            (
                proof.name,
                proof.promise.kind,
                str(proof.verdict),
                str(proof) if proof.says else "",
                proof.promise.because,
            )
            for proof in self.proofs
        )
        counts = [f"{len(self.of(verdict))} {verdict}" for verdict in Verdict]
        if self.faults:
            counts.append(f"{len(self.faults)} faults")
        return Table(("promise", "kind", "verdict", "what shows it", "because"), rows, ", ".join(counts))
