"""Innovate Model: one typed model of an AWS organisation, proven, drawn, fed to Terraform, compared with AWS, priced.

The way in is `innovate_model.load("models/innovate")`; what comes back has a method for every question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from innovate_model.analyses.capacity import Demand
    from innovate_model.api import Architecture, FaultyModel, diff, load, load_text
    from innovate_model.comparing import compare
    from innovate_model.finding import Finding, Severity
    from innovate_model.recommending import recommend
    from innovate_model.sweeping import sweep

__all__ = [
    "Architecture",
    "Demand",
    "FaultyModel",
    "Finding",
    "Severity",
    "compare",
    "diff",
    "load",
    "load_text",
    "recommend",
    "sweep",
]
__version__ = "0.1.0"

_HOMES = {
    "Demand": "analyses.capacity",
    "compare": "comparing",
    "Finding": "finding",
    "Severity": "finding",
    "recommend": "recommending",
    "sweep": "sweeping",
}


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used: `import innovate_model` itself loads nothing."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'api')}"), name)


def __dir__() -> list[str]:
    """What completion offers: the public names, loaded or not."""
    return sorted(__all__)
