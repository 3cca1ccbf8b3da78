"""Small random organisations: networks with everything in them that decides whether a flow works.

    text = random_organization(7)                      # the same seed gives the same bytes
    text = random_organization(7, Extent(ipv6=False))  # less of everything

`innovate_model.testing.strategies` draws the same organisations by Hypothesis, which makes a failing one small.
"""

from __future__ import annotations

import random
from typing import Any

import yaml

from innovate_model.testing.random_models.dice import Dice
from innovate_model.testing.random_models.extent import Extent
from innovate_model.testing.random_models.organization import organization

__all__ = ["Dice", "Extent", "as_text", "organization", "random_organization"]


def random_organization(seed: int, extent: Extent | None = None) -> str:
    """A random organisation as YAML text that loads without faults; the same arguments give the same bytes."""
    return as_text(organization(Dice(random.Random(seed).randint), extent or Extent()))  # noqa: S311 # no secret


def as_text(data: dict[str, Any]) -> str:
    """Plain data of a model as YAML text."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=120, default_flow_style=None)


class _Dumper(yaml.CSafeDumper):
    """Writes out what occurs twice: the language has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
