"""What a report may say of a check."""

from __future__ import annotations

import re
from typing import Protocol

from innovate_model.finding import Severity


class Rule(Protocol):
    """A check as a report sees it, or a kind of promise that a model has."""

    @property
    def noun(self) -> str:
        """What its judgements are called: `check`, `promise`."""
        ...

    @property
    def count(self) -> int:
        """How many of these it makes."""
        ...

    @property
    def name(self) -> str:
        """Its id."""
        ...

    @property
    def severity(self) -> Severity:
        """How bad its findings are."""
        ...

    @property
    def pillar(self) -> str:
        """The pillar of the Well-Architected Framework that it serves."""
        ...

    @property
    def section(self) -> str:
        """The section of the design document that it comes from; "" for what models say themselves."""
        ...

    @property
    def summary(self) -> str:
        """The manual's first sentence."""
        ...

    @property
    def manual(self) -> str:
        """All of it."""
        ...


_ADDRESS = re.compile(r"https://[^\s)>\]`\"']+")


def address_in(text: str) -> str:
    """The first web address that a manual cites, "" for none."""
    found = _ADDRESS.search(text)
    return found[0].rstrip(".,;:") if found else ""
