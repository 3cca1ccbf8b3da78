"""The smallest change that restores a broken promise: found by taking things out and proving again, never guessed.

What restores a promise by taking things out takes out something of every witness. So the search takes out each thing
that the first witness rests on, then each of those of the witness that is left: if no one thing or pair is found, there
is none. A thing is one line as it was written, with all that it makes: a rule of a blueprint goes in every environment.
What only carries answers is not tried: a session that is let in and never answered is no way to keep somebody out.

Of the changes that do it, the one is advised that harms least (`_harm`). Those that admit the source of the witness and
few others come first (`_order`), and the first one without harm ends the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from innovate_model.analyses.lessening import entry_at, less, written_together
from innovate_model.finding import Related
from innovate_model.graph import Graph
from innovate_model.properties._harm import Harm, Judged, harm
from innovate_model.properties._kind import Kind
from innovate_model.properties._order import Line, in_order
from innovate_model.properties._outcome import Outcome, Verdict
from innovate_model.properties._section import Promise
from innovate_model.properties._world import World
from innovate_model.span import Path, path_text

_MOST_PROOFS = 150
"""A promise is proven so often at most; a search that ends there says so."""
_MOST_COMPARED = 4
"""So many changes that restore a promise are compared by their harm."""
_MOST_MEASURED = 12
"""And the harm of so many sets of lines is measured in one model, whichever promises they restore."""

Lines = tuple[Line, ...]
_Key = frozenset[Path]


def _key(lines: Lines) -> _Key:
    """The same for a line from whichever of its users it was found."""
    return frozenset(path for line in lines for path in line)


@dataclass(frozen=True, slots=True)
class Change:
    """`lines` to take out, () where none is known; `advice` in words."""

    lines: Lines
    advice: str

    def told(self) -> tuple[Related, ...]:
        """Each line with its place."""
        return tuple(Related(f"the smallest change: without this, {_also(line)}", line[0]) for line in self.lines)


def _also(line: Line) -> str:
    others = len(line) - 1
    return "the promise holds" if not others else f"here and in {others} more that it makes, the promise holds"


@dataclass(frozen=True, slots=True)
class _Found:
    """Lines without which a promise holds, and what else that does; None where it was not measured."""

    lines: Lines
    harm: Harm | None

    @property
    def weight(self) -> tuple[int, ...]:
        """Harm that is not known is worse than any."""
        return (0, *self.harm.weight) if self.harm is not None else (1,)


class Mender:
    """Looks for what would restore the promises of a model."""

    def __init__(self, world: World, promises: Sequence[tuple[Kind, Promise]], known: Mapping[str, Outcome]) -> None:
        self.graph = world.graph
        self._promises = promises
        self._whole = Judged(world, known)
        self._without: dict[_Key, Judged] = {}
        self._harms: dict[_Key, Harm] = {}

    def change(self, kind: Kind, promise: Promise, outcome: Outcome) -> Change | None:
        """The fewest lines, of one or two, without which a broken promise holds; of those the least harmful."""
        if not outcome.permits:
            return Change((), outcome.advice) if outcome.advice else None
        search = _Search(self, kind, promise)
        found: list[_Found] = []
        for lines in search.restoring(outcome):
            found.append(_Found(lines, self._harm(lines)))
            if not any(found[-1].weight) or len(found) == _MOST_COMPARED:
                break
        if found:
            return _advised(self.graph, sorted(found, key=lambda one: one.weight))
        return Change((), "; ".join(part for part in (search.failure, outcome.advice) if part))

    def judged(self, lines: Lines, graph: Graph) -> Judged:
        """The model without some lines, which is `graph`, with what is known of its promises."""
        return self._without.get(_key(lines)) or Judged(World(graph))

    def keep(self, lines: Lines, judged: Judged) -> None:
        """Lines that restore one promise are likely to restore others."""
        self._without[_key(lines)] = judged

    def _harm(self, lines: Lines) -> Harm | None:
        key = _key(lines)
        if key not in self._harms and len(self._harms) < _MOST_MEASURED:
            self._harms[key] = harm(self._whole, self._without[key], self._promises)
        return self._harms.get(key)


@dataclass(slots=True)
class _Search:
    mender: Mender
    kind: Kind
    promise: Promise
    left: int = _MOST_PROOFS
    taken: set[frozenset[Line]] = field(default_factory=set)
    """What could be taken out, whatever became of the promise then."""

    @property
    def failure(self) -> str:
        """What there is to say where nothing was found; "" where nothing could be taken out."""
        if self.left <= 0:
            return "no single line restores it, and not all pairs were tried"
        if len(self.taken) == 1:
            return "taking out the one line that could be taken out does not restore it"
        return "taking out any one or two of these lines does not restore it" if self.taken else ""

    def restoring(self, outcome: Outcome) -> Iterator[Lines]:
        """What restores the promise: each single line that does, and only if there is none, two."""
        broken: list[tuple[Line, Graph, Outcome]] = []
        is_single = False
        for line in in_order(self.mender.graph, _lines(self.mender.graph, outcome)):
            graph = less(self.mender.graph, line)
            result = self._without(graph, (line,))
            if result is not None and result.verdict is Verdict.HOLDS:
                is_single = True
                yield (line,)
            elif result is not None and graph is not None and result.verdict is Verdict.BROKEN:
                broken.append((line, graph, result))
        if not is_single:
            yield from self._pairs(broken)

    def _pairs(self, broken: list[tuple[Line, Graph, Outcome]]) -> Iterator[Lines]:
        tried: set[frozenset[Line]] = set()
        for line, graph, result in broken:
            for other in in_order(graph, _lines(graph, result)):
                pair = frozenset((line, other))
                if self.left <= 0:
                    return
                if pair not in tried:
                    tried.add(pair)
                    second = self._without(less(graph, other), (line, other))
                    if second is not None and second.verdict is Verdict.HOLDS:
                        yield line, other

    def _without(self, graph: Graph | None, lines: Lines) -> Outcome | None:
        """The outcome without some lines; None where they cannot be taken out, or the promise not be asked then."""
        if graph is None:
            return None
        self.taken.add(frozenset(lines))
        self.left -= 1
        judged = self.mender.judged(lines, graph)
        outcome = judged.outcome(self.kind, self.promise)
        if outcome is not None and outcome.verdict is Verdict.HOLDS:
            self.mender.keep(lines, judged)
        return outcome


def _lines(graph: Graph, outcome: Outcome) -> list[Line]:
    """What an outcome rests on, by lines: what is nearest to the end first."""
    paths = dict.fromkeys(entry_at(graph.model, path) for path in reversed(outcome.permits))
    return list(dict.fromkeys(written_together(graph.model, path) for path in paths))


def _advised(graph: Graph, found: list[_Found]) -> Change:
    """The first, with what it does beside, and the others in short."""
    best, *others = found
    but = f"; but it {best.harm}" if best.harm else ""
    unknown = "" if best.harm is not None else " (what else that does was not asked)"
    alternatives = "".join(f"; or {_named(graph, one.lines)}{_which(one)}" for one in others)
    return Change(best.lines, f"take out {_named(graph, best.lines)}: then it holds{but}{unknown}{alternatives}")


def _which(one: _Found) -> str:
    return f", which {one.harm}" if one.harm else ""


def _named(graph: Graph, lines: Lines) -> str:
    return " and ".join(_named_line(graph, line) for line in lines)


def _named_line(graph: Graph, line: Line) -> str:
    span = graph.model.span_of(line[0])
    return f"{path_text(line[0])}{f' ({span.file}:{span.line})' if span else ''}"
