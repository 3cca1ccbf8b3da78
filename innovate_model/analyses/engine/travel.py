"""Many packets on their way at once: where each is, as what, and which ports have passed so far.

`steps` moves all of them one step. What has become of their ports is the number of a state (`states`): masks of ports
for the first packets of sessions, codes of protocols for their answers (`port_atoms`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np

from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.engine.states import States

Index = np.ndarray[Any, np.dtype[np.intp]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


class At(IntEnum):
    """Where a packet is."""

    NOWHERE = 0
    """Stopped."""
    NOT_KNOWN = 1
    """Gone where the model does not say what happens."""
    SUBNET = 2
    VPC = 3
    TRANSIT = 4
    INTERNET = 5
    CUSTOMER = 6
    INTERFACE = 7
    """Arrived at its destination's interface, or for an answer at its client's."""
    OUT = 8
    """Arrived on the internet."""
    BEHIND = 9
    """Arrived behind a customer gateway, through the connection in `detail`."""
    ENDPOINT = 10
    """Arrived at a service through a gateway endpoint of the VPC in `spot`."""


ENDED = (At.NOWHERE, At.NOT_KNOWN, At.INTERFACE, At.OUT, At.BEHIND, At.ENDPOINT)
MOVING = (At.SUBNET, At.VPC, At.TRANSIT, At.INTERNET, At.CUSTOMER)
WITHIN_VPC, PEERING, TRANSIT, ELSEWHERE = range(4)
"""What was crossed, as far as references between security groups care."""
DEEPEST = 3
"""How many NAT gateways one behind the other are followed; beyond them the answer is not known."""


@dataclass(slots=True, eq=False)
class Packets:
    """All arrays have one entry for each packet.

    `spot` is the number of the subnet, VPC, table or customer gateway that it is at; `detail` the subnet that it comes
    from (in a VPC), its zone (in a transit gateway), its connection (at and behind a customer gateway); -1 for none.
    `source` and `destination` are places as the packet says them now. `nats` and `inner` are the NAT gateways passed
    and the places behind them, [level, packet]; `depth` how many; `egress_only` the egress-only gateway passed.
    """

    at: np.ndarray[Any, np.dtype[np.uint8]]
    spot: Numbers
    detail: Numbers
    source: Numbers
    destination: Numbers
    crossing: np.ndarray[Any, np.dtype[np.uint8]]
    ports: Numbers
    """States."""
    states: States
    nats: Numbers
    inner: Numbers
    depth: Numbers
    egress_only: Numbers
    client_range: Numbers
    from_outside: Flags
    is_answer: bool = False

    def move(self, which: Index, at: At, spot: Any = -1, detail: Any = -1) -> None:
        """Put some packets somewhere."""
        self.at[which] = at
        self.spot[which] = spot
        self.detail[which] = detail

    def stop(self, which: Index) -> None:
        """End some packets."""
        self.move(which, At.NOWHERE)
        self.meet(which, self.states.nothing)

    def lose(self, which: Index) -> None:
        """Let some packets go where the model does not say what happens."""
        self.move(which, At.NOT_KNOWN)
        self.meet(which, self.states.unsure)

    def meet(self, which: Index, verdict: Numbers | int) -> Numbers:
        """Let verdicts (`states`) be passed on some packets: the states that follow."""
        following = self.states.after(self.ports[which], verdict)
        self.ports[which] = following
        return following

    @property
    def is_moving(self) -> Flags:
        """Which packets have not ended."""
        return (self.at >= At.SUBNET) & (self.at <= At.CUSTOMER)


def sent(
    at: np.ndarray[Any, np.dtype[np.uint8]],
    spot: Numbers,
    detail: Numbers,
    source: Numbers,
    destination: Numbers,
    ports: Numbers,
    states: States,
    client_range: Numbers,
    from_outside: Flags,
) -> Packets:
    """First packets, on which nothing has been decided yet."""
    count = len(source)
    return Packets(
        at,
        spot,
        detail,
        source,
        destination,
        np.zeros(count, dtype=np.uint8),
        ports,
        states,
        np.full((DEEPEST, count), -1, dtype=np.intp),
        np.full((DEEPEST, count), -1, dtype=np.intp),
        np.zeros(count, dtype=np.intp),
        np.full(count, -1, dtype=np.intp),
        client_range,
        from_outside,
    )
