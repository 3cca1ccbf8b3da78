"""What kinds of promises ask: what a selector means, and answers that several promises share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from ipaddress import ip_address
from typing import Any

from pydantic_core import PydanticCustomError

from innovate_model.analyses.blast_radius import BlastRadius, failure
from innovate_model.analyses.compromise import compromise
from innovate_model.analyses.endpoints import INTERNET
from innovate_model.analyses.lessening import without
from innovate_model.analyses.naming import UnknownName, find
from innovate_model.analyses.relaying import Request, Side, requests
from innovate_model.analyses.selecting import Selector, matching, near_selectors, resources_of
from innovate_model.analyses.service_names import PREFIX, wrong_with
from innovate_model.graph import Graph
from innovate_model.hints import did_you_mean, near
from innovate_model.span import Path
from innovate_model.values import Ports, checked_cidr

Chosen = tuple[str | Selector, ...]
"""Selectors, as a promise has them."""


class WrongSelector(ValueError):
    """A selector from which nothing follows: `path` leads to it below the promise's word. `is_unjudged`: it names what
    has faults, which are told already."""

    def __init__(self, path: Path, message: str, suggestion: str = "", is_unjudged: bool = False) -> None:
        super().__init__(message)
        self.path, self.message, self.suggestion, self.is_unjudged = path, message, suggestion, is_unjudged


class World:
    """A graph, what of it has faults (`unjudged`), and the answers that were asked of it already."""

    def __init__(self, graph: Graph, unjudged: tuple[str, ...] = ()) -> None:
        self.graph = graph
        self.unjudged = unjudged
        self._lessened: dict[frozenset[str], World] = {}
        self._failures: dict[frozenset[str], BlastRadius] = {}
        self._compromises: dict[str, BlastRadius] = {}
        self._requests: dict[tuple[frozenset[Any], frozenset[Any], tuple[Ports, ...]], tuple[Request, ...]] = {}

    def without(self, addresses: Iterable[str]) -> World:
        """The same without some resources."""
        gone = frozenset(addresses)
        if not gone:
            return self
        if gone not in self._lessened:
            self._lessened[gone] = World(without(self.graph, gone))
        return self._lessened[gone]

    def failure(self, lost: Iterable[str]) -> BlastRadius:
        """Who stops without some resources."""
        gone = frozenset(lost)
        if gone not in self._failures:
            self._failures[gone] = failure(self.graph, sorted(gone))
        return self._failures[gone]

    def compromise(self, entered: str) -> BlastRadius:
        """What an intruder in a resource gets at."""
        if entered not in self._compromises:
            self._compromises[entered] = compromise(self.graph, [entered])
        return self._compromises[entered]

    def requests(self, sources: Side, destinations: Side, asked: tuple[Ports, ...]) -> tuple[Request, ...]:
        """How requests get from the ones to the others."""
        key = (frozenset(sources.items()), frozenset(destinations.items()), asked)
        if key not in self._requests:
            is_asked = bool(sources and destinations)
            self._requests[key] = requests(self.graph, sources, destinations, asked) if is_asked else ()
        return self._requests[key]

    def resources(self, chosen: Chosen, key: str) -> tuple[str, ...]:
        """The addresses that the selectors under a key mean, each once; each selector means something. WrongSelector
        where one does not."""
        found = (self.meant(selection, (key, index)) for index, selection in enumerate(chosen))
        return tuple(dict.fromkeys(address for group in found for address in group))

    def parties(self, selection: str | Selector, path: Path) -> tuple[str, ...]:
        """What a selector means as an end of flows: addresses of resources, or `internet`, a block, the address of a
        host, a service. WrongSelector, with the `path` of the selector, where it means nothing."""
        outside = _outside(selection, path)
        if outside.startswith(PREFIX) and (wrong := wrong_with(self.graph.model, outside)):
            raise WrongSelector(path, *wrong)
        return (outside,) if outside else self.meant(selection, path, (INTERNET,))

    def below(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """The same addresses, with all that stands in them."""
        found: dict[str, None] = {}
        for address in addresses:
            found[address] = None
            found.update(dict.fromkeys(self._held.get(address, ())))
        return tuple(found)

    @cached_property
    def _held(self) -> Mapping[str, tuple[str, ...]]:
        """Address -> everything in it, at any depth."""
        held: dict[str, list[str]] = {}
        for address in self.graph.model.resources:
            for holder in _holders(address):
                held.setdefault(holder, []).append(address)
        return {holder: tuple(inner) for holder, inner in held.items()}

    def _named(self, selection: str | Selector) -> tuple[str, ...]:
        """A name with parts left out, as on the command line."""
        try:
            return (find(self.graph.model, selection),) if isinstance(selection, str) else ()
        except UnknownName:
            return ()

    def meant(self, selection: str | Selector, path: Path, others: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The addresses that one selector means. WrongSelector, with its `path`, where it means nothing. `others`: what
        else may stand there, for words that are misspelt."""
        found = resources_of(self.graph.model, selection) or self._named(selection)
        if found:
            return found
        text = f"`{selection}`"
        if isinstance(selection, str) and matching(self.unjudged, selection):
            raise WrongSelector(path, f"what is said of {text}, which has faults", is_unjudged=True)
        raise WrongSelector(path, f"{text} means nothing in this model", self._instead(selection, others) or _FORMS)

    def _instead(self, selection: str | Selector, others: tuple[str, ...]) -> str:
        if not isinstance(selection, str):
            return ""
        words = near_selectors(self.graph.model.resources, selection)
        same = [word for word in others if word == selection.lower()]
        return did_you_mean(same or near(selection, (*others, *words)) or words)


_FORMS = (
    "an address or the end of one, with * for any name and ** for any way down; internet, a CIDR block, "
    "com.amazonaws.REGION.SERVICE; or {kind: ..., name: ..., within: ..., where: {...}}"
)


def _holders(address: str) -> Iterator[str]:
    parts = address.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts)))


def _outside(selection: str | Selector, path: Path) -> str:
    """What a selector names that is no resource; "" for a resource."""
    if not isinstance(selection, str):
        return ""
    if selection == INTERNET or selection.startswith(PREFIX):
        return selection
    if "/" in selection:
        try:
            return checked_cidr(selection)
        except PydanticCustomError as error:
            raise WrongSelector(path, str(error), _FORMS) from None
    try:
        return str(ip_address(selection))
    except ValueError:
        return ""
