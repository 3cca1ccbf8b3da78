"""Packets moved step by step until each has ended."""

from __future__ import annotations

import numpy as np

from innovate_model.analyses.engine.arriving import deliver, on_internet
from innovate_model.analyses.engine.crossing import from_customer, through_transit
from innovate_model.analyses.engine.leaving import leave_subnet
from innovate_model.analyses.engine.net import Net
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.engine.travel import At, Index, Packets

_STEPS = (
    (At.SUBNET, leave_subnet),
    (At.VPC, deliver),
    (At.TRANSIT, through_transit),
    (At.INTERNET, on_internet),
    (At.CUSTOMER, from_customer),
)


_USUAL = 8
"""Steps after which hardly any way goes on: only then is it worth while to look for those that go round."""


def run(net: Net, packets: Packets) -> None:
    """Move all packets until each has ended. A packet that comes back to where it was, as it was, goes round for ever
    (Brent's algorithm) and is stopped."""
    moving = np.flatnonzero(packets.is_moving)
    for _ in range(_USUAL):
        _step(net, packets, moving)
        moving = moving[np.flatnonzero(packets.is_moving[moving])]
    power = length = 1
    seen = _state(packets, moving)
    while len(moving):
        if power == length:
            seen = _state(packets, moving)
            power, length = power * 2, 0
        _step(net, packets, moving)
        length += 1
        still = packets.is_moving[moving]
        moving, seen = moving[still], seen[:, still]
        loops = (_state(packets, moving) == seen).all(axis=0)
        if loops.any():
            packets.stop(moving[loops])
            moving, seen = moving[~loops], seen[:, ~loops]


def _state(packets: Packets, which: Index) -> Numbers:
    parts = (packets.at, packets.spot, packets.detail, packets.source, packets.destination)
    return np.array([part[which] for part in parts], dtype=np.intp)


def _step(net: Net, packets: Packets, moving: Index) -> None:
    at = packets.at[moving]
    for kind, step in _STEPS:
        which = moving[np.flatnonzero(at == kind)]
        if len(which):
            step(net, packets, which)
