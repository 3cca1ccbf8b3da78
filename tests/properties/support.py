"""A model as text with its promises -> what has become of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from innovate_model import api
from innovate_model.properties import Proof, Proofs, proofs

ROOT = Path(__file__).parents[2]
HEADER = "innovate: 1\norganization: {title: Example, region: us-east-1}\n"


def architecture(text: str) -> api.Architecture:
    """The model of a text without the version and the organisation, which stand behind so that lines count as in the
    text. It has no fault of its own."""
    made = api.load_text(text + HEADER)
    assert made.findings == ()
    return made


def proven(text: str) -> Proofs:
    """All promises of a text, which has no faults."""
    found = proofs(architecture(text).graph)
    assert found.faults == ()
    return found


def proof(text: str, promise: str) -> Proof:
    """The proof of one promise over a model: `never: {...}`."""
    (only,) = proven(f"{text}properties: {{it: {{{promise}, because: A test}}}}\n")
    return only


@cache
def reference() -> api.Architecture:
    """The reference model."""
    return api.load(ROOT / "models" / "innovate")


def varied(change: str | dict[str, Any]) -> Proofs:
    """What becomes of the reference model's promises under a change."""
    return reference().what_if(change).prove()
