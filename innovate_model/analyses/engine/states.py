"""What has become of the ports of packets, each combination once and by number.

Millions of packets meet the same few filters, so that there are few states: to pass a filter is to look up the number
of the next state.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from innovate_model.analyses.engine.lookup import cells
from innovate_model.analyses.engine.places import Numbers

_ROOM = 64


class Ports(NamedTuple):
    """Masks of ports (for answers: codes of protocols). `lost`: what has gone where the model does not say what
    happens, while the rest goes on."""

    certain: int
    possible: int
    lost: int = 0


class Verdict(NamedTuple):
    """What something does to ports: it lets those of the first two masks pass and loses those of the third. `keeps`:
    of what was lost before, -1 for everything."""

    certain: int
    possible: int
    loses: int = 0
    keeps: int = -1


@dataclass(slots=True, eq=False)
class States:
    """`verdicts`: those that the network can pass, by number; others are added as they come up. State 0 is none."""

    everything: int
    verdicts: list[Verdict]
    rows: list[Ports] = field(default_factory=lambda: [Ports(0, 0)])
    """By number."""
    goes_on: np.ndarray[Any, np.dtype[np.bool_]] = field(init=False)
    """By number: is anything possible?"""
    is_open: np.ndarray[Any, np.dtype[np.bool_]] = field(init=False)
    """By number: is anything possible or lost?"""
    has_lost: np.ndarray[Any, np.dtype[np.bool_]] = field(init=False)
    """By number: is anything lost?"""
    _states: dict[Ports, int] = field(default_factory=dict)
    _verdicts: dict[Verdict, int] = field(default_factory=dict)
    _next: Numbers = field(init=False)
    """[state, verdict] -> state, 0 until it is asked for. Rows that nobody asks for take no memory."""

    def __post_init__(self) -> None:
        self.goes_on = np.zeros(_ROOM, dtype=np.bool_)
        self.is_open = np.zeros(_ROOM, dtype=np.bool_)
        self.has_lost = np.zeros(_ROOM, dtype=np.bool_)
        self._next = np.zeros((_ROOM, len(self.verdicts) + _ROOM), dtype=np.int32)

    @property
    def nothing(self) -> int:
        """The verdict that stops everything."""
        return self.verdict(Verdict(0, 0))

    @property
    def open(self) -> int:
        """The verdict that lets everything pass."""
        return self.verdict(Verdict(self.everything, self.everything))

    @property
    def unsure(self) -> int:
        """The verdict that leaves nothing certain."""
        return self.verdict(Verdict(0, self.everything))

    def number(self, ports: Ports) -> int:
        """The number of a state."""
        known = self._states.get(ports)
        if known is None:
            known = self._states[ports] = len(self.rows)
            self.rows.append(ports)
            if known == len(self._next):
                self._next, self.goes_on = map(_doubled, (self._next, self.goes_on))
                self.is_open, self.has_lost = map(_doubled, (self.is_open, self.has_lost))
            self.goes_on[known] = ports.possible != 0
            self.is_open[known] = ports.possible | ports.lost != 0
            self.has_lost[known] = ports.lost != 0
        return known

    def verdict(self, verdict: Verdict) -> int:
        """The number of a verdict that need not be one of the network's."""
        known = self._verdicts.get(verdict)
        if known is None:
            known = self._verdicts[verdict] = len(self.verdicts)
            self.verdicts.append(verdict)
            if known == self._next.shape[1]:
                self._next = _doubled(self._next, axis=1)
        return known

    def losing(self, bits: int) -> int:
        """The verdict that loses some ports."""
        return self.verdict(Verdict(self.everything & ~bits, self.everything & ~bits, bits))

    def either(self, one: int, other: int) -> int:
        """The verdict that lets pass what one of two does."""
        first, second = self.verdicts[one], self.verdicts[other]
        keeps = first.keeps | second.keeps
        return self.verdict(Verdict(first.certain | second.certain, first.possible | second.possible, 0, keeps))

    def after(self, state: Numbers, verdict: Numbers | int) -> Numbers:
        """The states that follow."""
        found: Numbers = cells(self._next, state, verdict)
        missing = np.flatnonzero(found == 0)
        if len(missing):
            met = np.broadcast_to(verdict, state.shape)[missing]
            for pair in set(zip(state[missing].tolist(), met.tolist(), strict=True)):
                following = self.number(self._judged(*pair))
                self._next[pair] = following
            found = cells(self._next, state, verdict)
        return found

    def _judged(self, state: int, verdict: int) -> Ports:
        ports, judged = self.rows[state], self.verdicts[verdict]
        return Ports(
            ports.certain & judged.certain,
            ports.possible & judged.possible,
            ports.lost & judged.keeps | ports.possible & judged.loses,
        )


def _doubled(table: Any, axis: int = 0) -> Any:
    return np.concatenate([table, np.zeros_like(table)], axis=axis)
