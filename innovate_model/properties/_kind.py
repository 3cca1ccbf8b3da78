"""A kind of promise as data."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path as FilePath
from types import ModuleType
from typing import Any, ClassVar

from innovate_model.finding import Severity
from innovate_model.properties._outcome import Outcome
from innovate_model.properties._world import World, WrongSelector
from innovate_model.registry import module_names
from innovate_model.resources.base import Part


@dataclass(frozen=True, slots=True)
class Kind:
    """`name`: the word that is written, and the id of its findings. `body`: what stands under it. `pillar`: of the
    Well-Architected Framework. `manual`: the docstring of its file."""

    name: str
    body: type[Part]
    pillar: str
    manual: str
    prove: Callable[[World, Any], Outcome]

    @property
    def summary(self) -> str:
        """The first sentence of the manual."""
        return self.manual.strip().split("\n\n")[0].replace("\n", " ")

    def outcome(self, world: World, body: Part) -> Outcome:
        """What it says of a promise. WrongSelector where a selector means nothing, Unproven where it fails itself: that
        is the end of one promise, and of nothing else."""
        try:
            return self.prove(world, body)
        except WrongSelector:
            raise
        except Exception as error:
            raise Unproven(failed(error)) from error


class Unproven(RuntimeError):
    """A kind failed over a promise, which is a fault of the program; says where."""


def failed(error: Exception) -> str:
    """An exception that nobody foresaw, and where it happened."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {error}".partition("\n")[0].removesuffix(": ")
    return f"{what} at {FilePath(last.filename).name}:{last.lineno}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of which a model has promises, as a report sees it beside the checks."""

    kind: Kind
    count: int
    noun: ClassVar[str] = "promise"
    severity: ClassVar[Severity] = Severity.ERROR
    section: ClassVar[str] = ""

    @property
    def name(self) -> str:
        """Its id."""
        return self.kind.name

    @property
    def pillar(self) -> str:
        """The pillar of the Well-Architected Framework that it mostly serves."""
        return self.kind.pillar

    @property
    def summary(self) -> str:
        """The manual's first sentence."""
        return self.kind.summary

    @property
    def manual(self) -> str:
        """All of it."""
        return self.kind.manual


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of promise, in the order of their names."""
    return tuple(_kind(name, import_module(f"{_PACKAGE}.{name}")) for name in kind_names())


def kind_names() -> tuple[str, ...]:
    """Their names, without loading them."""
    return tuple(name for name in module_names(_PACKAGE) if not name.startswith("_"))


_PACKAGE = __name__.rpartition(".")[0]


def _kind(name: str, module: ModuleType) -> Kind:
    return Kind(name, module.BODY, module.PILLAR, module.__doc__ or "", module.prove)
