"""What the pytest plug-in needs to know of a model's properties: which there are, and whether each holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Protocol

from innovate_model.graph import Graph
from innovate_model.model import Model

SECTION = "properties"
_PACKAGE = "innovate_model.properties"


class Proof(Protocol):
    """What became of one property. `holds`: it is proven; `message`: what breaks it or is missing, with its places."""

    @property
    def name(self) -> str: ...
    @property
    def holds(self) -> bool: ...
    @property
    def message(self) -> str: ...


def promised(model: Model) -> tuple[str, ...]:
    """The names of a model's properties, in the order of the text."""
    section = model.data.get(SECTION)
    return tuple(section) if isinstance(section, Mapping) else ()


def proven(graph: Graph) -> Iterable[Proof]:
    """Every property with its proof or what breaks it."""
    proofs: Iterable[Proof] = import_module(_PACKAGE).proofs(graph)
    return proofs
