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

from collections.abc import Collection, Sequence

from innovate_model.declaration import PROPERTIES
from innovate_model.finding import Finding, located
from innovate_model.graph import Graph
from innovate_model.properties._kind import Kept, Kind, kind_names, kinds
from innovate_model.properties._mending import smallest_change
from innovate_model.properties._outcome import Outcome, Verdict
from innovate_model.properties._proof import Proof, Proofs
from innovate_model.properties._section import Promise, promises_in
from innovate_model.properties._world import World, WrongSelector

__all__ = [
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
    "promises",
    "proofs",
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
    world = World(graph, tuple(unjudged))
    asked = [promise for promise in _read(graph, faults) if not names or promise.name in names]
    found = tuple(proof for promise in asked if (proof := _proof(world, promise, faults)) is not None)
    return Proofs(found, tuple(located(faults, graph.model)))


def kept(graph: Graph) -> tuple[Kept, ...]:
    """The kinds of promises that a model has, with how many of each: what a report says that it judged by."""
    made = [promise.kind for promise in promises(graph)]
    return tuple(Kept(kind, made.count(kind.name)) for kind in (kinds() if made else ()) if kind.name in made)


def _read(graph: Graph, faults: list[Finding]) -> tuple[Promise, ...]:
    """The promises; without any, no kind is even loaded."""
    return promises_in(graph.model, kinds(), faults) if PROPERTIES in graph.model.data else ()


def _proof(world: World, promise: Promise, faults: list[Finding]) -> Proof | None:
    """The proof of a promise; None, with a finding, where a selector of it means nothing."""
    kind = next(kind for kind in kinds() if kind.name == promise.kind)
    try:
        outcome = kind.prove(world, promise.body)
    except WrongSelector as wrong:
        if wrong.is_unjudged:
            return Proof(promise, Outcome(Verdict.NOT_KNOWN, missing=(wrong.message,)))
        path = (*promise.path, promise.kind, *wrong.path)
        faults.append(Finding("empty-selector", wrong.message, path=path, suggestion=wrong.suggestion))
        return None
    if world.unjudged and outcome.verdict is not Verdict.BROKEN:
        why = f"what is said of {world.unjudged[0]}, which has faults"
        return Proof(promise, Outcome(Verdict.NOT_KNOWN, missing=(*outcome.missing, why)))
    change = smallest_change(world, kind, promise, outcome) if outcome.verdict is Verdict.BROKEN else None
    return Proof(promise, outcome, change)
