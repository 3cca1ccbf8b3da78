"""Promises that an architect writes down: the section `properties` of a model, each with a name, one promise, a reason.

    properties:
      no-internet-to-data:
        never: {from: internet, to: accounts.*.vpcs.*.subnets.data}
        because: Private data subnets (§3.1)

One kind of promise is one file: its name is the word that is written, its docstring the manual. It has `BODY` (what
stands under the word) and `prove(world, body)`, which says whether the promise holds, with what shows it. The file is
found by being there; `PASS:` and `FAIL:` blocks of its docstring are run by the test suite. Files whose names
start with `_` are shared ground.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from innovate_model.finding import PROPERTIES, Finding, located
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.properties._kind import Kept, Kind, Unproven, failed, kind_names, kinds
from innovate_model.properties._mending import Change, Mender
from innovate_model.properties._outcome import Outcome, Verdict, unknown
from innovate_model.properties._proof import Proof, Proofs
from innovate_model.properties._section import Promise, promises_in
from innovate_model.properties._world import World, WrongSelector
from innovate_model.source import Block

__all__ = [
    "Change",
    "Kept",
    "Kind",
    "Outcome",
    "Promise",
    "Proof",
    "Proofs",
    "Verdict",
    "kept",
    "kind_names",
    "kinds",
    "names",
    "promises",
    "proofs",
    "proofs_of",
]


def promises(graph: Graph) -> tuple[Promise, ...]:
    """The promises of a model that can be understood, in its order."""
    return _read(graph, [])


def proofs(graph: Graph, unjudged: Sequence[str] = (), names: Collection[str] = ()) -> Proofs:
    """What has become of every promise (or of those with some `names`), in the model's order, and the faults of the
    section.

    `unjudged`: addresses that were written and are not in the model, for their faults. What a promise says of them
    nobody can prove.
    """
    faults: list[Finding] = []
    every = _read(graph, faults)
    world = World(graph, tuple(unjudged))
    asked = [promise for promise in every if not names or promise.name in names]
    found = tuple(proof for promise in asked if (proof := _proof(world, promise, faults)) is not None)
    return Proofs(_mended(world, every, found), tuple(located(faults, graph.model)))


def proofs_of(graph: Graph, asked: Iterable[Promise], unjudged: Sequence[str] = ()) -> Proofs:
    """The same for promises that need not be the model's own. What would restore a broken one is not looked for."""
    faults: list[Finding] = []
    world = World(graph, tuple(unjudged))
    found = (_proof(world, promise, faults) for promise in asked)
    return Proofs(tuple(proof for proof in found if proof is not None), tuple(located(faults, graph.model)))


def names(model: Model) -> tuple[str, ...]:
    """What promises of a model are called, faulty ones among them."""
    section = model.data.get(PROPERTIES)
    return tuple(section) if isinstance(section, Block) else ()


def kept(graph: Graph) -> tuple[Kept, ...]:
    """The kinds of promises that a model has, with how many of each: what a report says that it judged by."""
    made = [promise.kind for promise in promises(graph)]
    return tuple(Kept(kind, made.count(kind.name)) for kind in (kinds() if made else ()) if kind.name in made)


def _read(graph: Graph, faults: list[Finding]) -> tuple[Promise, ...]:
    """The promises; without any, no kind is even loaded."""
    return promises_in(graph.model, kinds(), faults) if PROPERTIES in graph.model.data else ()


def _proof(world: World, promise: Promise, faults: list[Finding]) -> Proof | None:
    """The proof of a promise; None, with a finding, where a selector of it means nothing, or its kind fails over it."""
    try:
        outcome = _kind(promise).outcome(world, promise.body)
    except WrongSelector as wrong:
        if wrong.is_unjudged:
            return Proof(promise, Outcome(Verdict.NOT_KNOWN, missing=(wrong.message,)))
        path = (*promise.path, promise.kind, *wrong.path)
        faults.append(Finding("empty-selector", wrong.message, path=path, suggestion=wrong.suggestion))
        return None
    except Unproven as unproven:
        message = f"`{promise.name}` is neither proven nor broken: this is a bug of Innovate Model: {unproven}"
        faults.append(Finding("promise-unproven", message, path=promise.path, suggestion="please report it"))
        return None
    if world.unjudged and outcome.verdict is not Verdict.BROKEN:
        why = f"what is said of {world.unjudged[0]}, which has faults"
        return Proof(promise, unknown(*outcome.missing, why, says=outcome.says))
    return Proof(promise, outcome)


def _mended(world: World, every: Sequence[Promise], found: tuple[Proof, ...]) -> tuple[Proof, ...]:
    """The proofs, broken ones with what would restore them."""
    if not any(proof.verdict is Verdict.BROKEN for proof in found):
        return found
    known = {proof.name: proof.outcome for proof in found}
    mender = Mender(world, [(_kind(promise), promise) for promise in every], known)
    return tuple(
        replace(proof, change=_change(mender, proof)) if proof.verdict is Verdict.BROKEN else proof for proof in found
    )


def _change(mender: Mender, proof: Proof) -> Change | None:
    """What would restore a broken promise; that the search fails is no reason to say nothing of the others."""
    try:
        return mender.change(_kind(proof.promise), proof.promise, proof.outcome)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told where the change would be
        return Change((), f"what would restore it was not found, by a bug of Innovate Model: {failed(error)}")


def _kind(promise: Promise) -> Kind:
    return next(kind for kind in kinds() if kind.name == promise.kind)
