"""Members of a plug-in package, in name order. A new member is a new file (or an entry point); no list is kept by
hand."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType


def module_names(package: str) -> list[str]:
    """The names of the modules directly in a package, without importing them."""
    found = importlib.import_module(package)
    return sorted(module.name for module in pkgutil.iter_modules(found.__path__))


def modules(package: str) -> Iterator[ModuleType]:
    """The modules directly in a package."""
    for name in module_names(package):
        yield importlib.import_module(f"{package}.{name}")


def third_party(group: str) -> dict[str, str]:
    """Entry points of a group: name -> `module:attribute`, in name order, nothing loaded yet."""
    from importlib.metadata import entry_points  # what reads it loads mail and archives, which most verbs never need

    return {point.name: point.value for point in sorted(entry_points(group=group), key=lambda point: point.name)}
