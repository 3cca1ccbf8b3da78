"""What boxes say: short facts, and the kinds that pictures name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from innovate_model.loader import load
from innovate_model.resources import types
from innovate_model.views import border, cluster, facts, governance, organization, services, signals, words

MODELS = Path(__file__).parents[2] / "models"
NAMED: dict[str, Iterable[str]] = {
    "words": words._WORDS,
    "facts": facts._FACTS,
    "docked on a VPC": (*border.DOCKED, *border._COUNTED),
    "beside a cluster": [kind for kinds in cluster._BESIDE.values() for kind in kinds],
    "in an organisation": (*organization._KEY_KINDS, *organization._COUNTED_KINDS, *governance._HABITS),
    "services": (*services._SINGLE, *services._COUNTED, *services._GLOBAL),
    "signals": (*signals._SUBJECTS, *signals._LANE_OF, *(k for kinds in signals._COLUMNS.values() for k in kinds)),
}


@pytest.mark.parametrize("where", NAMED)
def test_every_kind_that_is_named_is_one(where: str) -> None:
    """A type that is renamed does not fall out of the pictures unseen."""
    assert set(NAMED[where]) - types().by_kind.keys() == set()


@pytest.mark.parametrize("model", ["innovate", "hybrid"])
def test_every_resource_has_a_fact(model: str) -> None:
    """One line, whatever its attributes are; a namespace without limits has nothing to tell."""
    told = {one.address: facts.fact(one) for one in load(MODELS / model).model if one.kind != "namespace"}
    assert [address for address, text in told.items() if not text or "\n" in text] == []
