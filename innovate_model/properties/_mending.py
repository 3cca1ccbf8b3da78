"""The smallest change that restores a broken promise: found by taking things out and proving again, never guessed.

What restores a promise by taking things out takes out something of every witness. So the search takes out each thing
that the first witness rests on, then each of those of the witness that is left: if no one thing or pair is found, there
is none. A thing is one line as it was written, with all that it makes: a rule of a blueprint goes in every environment.
"""

from __future__ import annotations

from dataclasses import dataclass

from innovate_model.analyses.lessening import entry_at, less, written_together
from innovate_model.finding import Related
from innovate_model.graph import Graph
from innovate_model.properties._kind import Kind
from innovate_model.properties._outcome import Outcome, Verdict
from innovate_model.properties._section import Promise
from innovate_model.properties._world import World, WrongSelector
from innovate_model.span import Path, path_text

_MOST_PROOFS = 150
"""A promise is proven so often at most; a search that ends there says so."""

Line = tuple[Path, ...]
"""The paths that one written line makes."""


@dataclass(frozen=True, slots=True)
class Change:
    """`lines` to take out, () where none is known; `advice` in words."""

    lines: tuple[Line, ...]
    advice: str

    def told(self) -> tuple[Related, ...]:
        """Each line with its place."""
        return tuple(Related(f"the smallest change: without this, {_also(line)}", line[0]) for line in self.lines)


def _also(line: Line) -> str:
    others = len(line) - 1
    return "the promise holds" if not others else f"here and in {others} more that it makes, the promise holds"


@dataclass(slots=True)
class _Search:
    world: World
    kind: Kind
    promise: Promise
    left: int = _MOST_PROOFS

    def prove(self, graph: Graph) -> Outcome | None:
        """The outcome in another graph; None where the promise cannot be asked there."""
        self.left -= 1
        try:
            return self.kind.prove(World(graph), self.promise.body)
        except WrongSelector:
            return None

    def lines(self, graph: Graph, outcome: Outcome) -> list[Line]:
        """What an outcome rests on, by lines: first what makes least, and of that what is nearest to the end."""
        paths = dict.fromkeys(entry_at(graph.model, path) for path in reversed(outcome.permits))
        found = list(dict.fromkeys(written_together(graph.model, path) for path in paths))
        return sorted(found, key=len)


def smallest_change(world: World, kind: Kind, promise: Promise, outcome: Outcome) -> Change | None:
    """The fewest lines, of one or two, without which a broken promise holds; the first found of those."""
    if not outcome.permits:
        return Change((), outcome.advice) if outcome.advice else None
    search = _Search(world, kind, promise)
    broken: list[tuple[Line, Graph, Outcome]] = []
    for line in search.lines(world.graph, outcome):
        graph = less(world.graph, line)
        result = search.prove(graph) if graph is not None else None
        if result is None or graph is None:
            continue
        if result.verdict is Verdict.HOLDS:
            return _found(world.graph, line)
        if result.verdict is Verdict.BROKEN:
            broken.append((line, graph, result))
    return _of_two(search, broken, outcome)


def _of_two(search: _Search, broken: list[tuple[Line, Graph, Outcome]], outcome: Outcome) -> Change:
    tried: set[frozenset[Line]] = set()
    for line, graph, result in broken:
        for other in search.lines(graph, result):
            pair = frozenset((line, other))
            if search.left <= 0:
                return Change((), f"no single line restores it; not all pairs were tried. {outcome.advice}".strip())
            if pair in tried:
                continue
            tried.add(pair)
            without_both = less(graph, other)
            second = search.prove(without_both) if without_both is not None else None
            if second is not None and second.verdict is Verdict.HOLDS:
                return _found(search.world.graph, line, other)
    return Change((), f"taking out no one or two of these lines restores it. {outcome.advice}".strip())


def _found(graph: Graph, *lines: Line) -> Change:
    names = " and ".join(_named(graph, line) for line in lines)
    return Change(lines, f"take out {names}: then it holds")


def _named(graph: Graph, line: Line) -> str:
    span = graph.model.span_of(line[0])
    return f"{path_text(line[0])}{f' ({span.file}:{span.line})' if span else ''}"
