"""Model -> View: plain data before every drawing. One builder is one file with `build(graph, subject)` and
`subjects(graph)`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

from innovate_model.graph import Graph
from innovate_model.views.view import View


def view_names() -> list[str]:
    """The builders there are: modules of this package that say what they can be asked about."""
    names = sorted(module.name for module in iter_modules(__path__))
    return [name for name in names if hasattr(import_module(f"{__name__}.{name}"), "subjects")]


def view(graph: Graph, name: str, subject: str = "") -> View:
    """One picture. `subject` is what it shows: an address, or the part of it that no other subject has (the account of
    a VPC); "" where there is only one. ValueError for a name or subject there is not."""
    if name not in view_names():
        raise ValueError(f"there is no view {name!r}; there are {', '.join(view_names())}")
    builder = import_module(f"{__name__}.{name}")
    subjects = builder.subjects(graph)
    chosen = subject or next(iter(subjects), "")
    if chosen not in subjects:
        meant = [known for known in subjects if f".{chosen}." in f".{known}."]
        if len(meant) != 1:
            raise ValueError(f"the view {name} has no subject {chosen!r}; it has {', '.join(subjects) or 'none'}")
        chosen = meant[0]
    built: View = builder.build(graph, chosen)
    return built


def all_views(graph: Graph, names: Iterable[str] | None = None) -> list[View]:
    """Every picture that a model gives (or those of some names), in name order."""
    chosen = view_names() if names is None else names
    return [
        view(graph, name, subject) for name in chosen for subject in import_module(f"{__name__}.{name}").subjects(graph)
    ]
