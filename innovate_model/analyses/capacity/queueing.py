"""How many requests wait at the pods that run, where these have no more than what is theirs (Erlang C)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from innovate_model.analyses.capacity.formulas import erlang_c
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.capacity.pods import reached_deployments, running, usable_cores, work


class Queue(NamedTuple):
    """In the busiest minute `busy` cores of work come to a program whose `pods` have `cores` together: so much of the
    requests wait (0 to 1; 1 where there is more work than cores). Pods without a limit may take more from idle
    neighbours, so that fewer wait."""

    address: str
    pods: float
    cores: float
    busy: float
    waiting: float


def queues(plant: Plant) -> Iterator[Queue]:
    """Of each program that gets requests, under a load of plain numbers; those of which something is not known are
    left out, as their limits say so."""
    for program in reached_deployments(plant):
        shares = plant.shares(program.address)
        if not (shares.api or shares.missed):
            continue
        try:
            pods, of_one, busy = running(program, plant), usable_cores(program), work(program, plant)
        except NotKnown:
            continue
        yield Queue(program.address, pods, pods * of_one, busy, waiting(pods * of_one, busy))


def waiting(cores: float, busy: float) -> float:
    """The part of the requests that waits. A fraction of a core beside whole ones makes these faster: so many servers,
    as much in use."""
    if not busy:
        return 0.0
    servers = max(1, int(cores))
    return float(erlang_c(servers, busy * servers / cores)) if cores else 1.0
