"""Scenarios of models/innovate. One what-if of it with its cost and its capacity under its demand, beside loading it
(text to typed resources and graph): CPU seconds of this process, median over runs that take turns; every what-if
changes another value, so that nothing is remembered of the one before. A sweep of scenarios by two processes beside the
same one by one process: wall clock, the processes already there, each worker doing all that a what-if needs."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import innovate_model as im
from innovate_model.analyses.capacity import Demand, capacity, read_demand, usage_of
from innovate_model.graph import build
from innovate_model.loader import load

INNOVATE = Path(__file__).parents[1] / "models" / "innovate"
SCENARIOS = 1000
RUNS = 5
SWEEPS = 3
AXIS = "production.deployments.flask-api.replicas.max"


def run(scenarios: int = SCENARIOS, runs: int = RUNS, sweeps: int = SWEEPS) -> list[dict[str, Any]]:
    """Two rows. RuntimeError where the two sweeps do not find the same."""
    base = im.load(INNOVATE)
    demand = read_demand(INNOVATE / "demand.yaml")
    measure(base, demand)  # prices, tariffs and limits are read once
    return [_one(base, demand, runs), _many(base, demand, scenarios, sweeps)]


def measure(architecture: im.Architecture, demand: Demand) -> Mapping[str, Any]:
    """What each scenario is asked: its cost under the demand, and what it holds."""
    bill = architecture.cost(usage_of(architecture.graph, demand))
    held = capacity(architecture.graph, demand)
    first = held.first.saturates_at if held.first is not None else None
    return {"usd": bill.total.monthly_usd, "first": first, "uses": len(held.uses)}


def _one(base: im.Architecture, demand: Demand, runs: int) -> dict[str, Any]:
    *holders, key = [*base.find(AXIS.rpartition(".replicas")[0]).split("."), "replicas", "max"]
    ours, peer = [], []
    for turn in range(runs + 1):
        overlay: Any = {key: 31 + turn}
        for holder in reversed(holders):
            overlay = {holder: overlay}
        gc.collect()
        start = time.process_time()
        measure(base.what_if(overlay), demand)
        middle = time.process_time()
        gc.collect()
        loading = time.process_time()
        build(load(INNOVATE).model)
        if turn > 0:
            ours.append(middle - start)
            peer.append(time.process_time() - loading)
    name = "a what-if with cost and capacity"
    return _row(name, median(ours), median(peer), "loading models/innovate", 1, len(base), runs)


def _many(base: im.Architecture, demand: Demand, scenarios: int, sweeps: int) -> dict[str, Any]:
    axes = {AXIS: list(range(31, 31 + scenarios))}
    asked = partial(measure, demand=demand)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(sweeps):
        found = []
        for workers in seconds:
            with ProcessPoolExecutor(workers) as executor:
                im.sweep(base, {AXIS: list(range(21, 21 + 2 * workers))}, asked, executor, progress=False)
                start = time.perf_counter()
                found.append(im.sweep(base, axes, asked, executor, progress=False))
                seconds[workers].append(time.perf_counter() - start)
        if found[0] != found[1] or found[0].faults or len({point.values["first"] for point in found[0]}) < 2:
            raise RuntimeError("one worker and two do not find the same, or nothing worth finding")
    name = "a sweep on two workers"
    return _row(name, median(seconds[2]), median(seconds[1]), "the same on one worker", 1.7, scenarios, sweeps)


def _row(name: str, ours: float, peer: float, what: str, goal: float, n: int, runs: int) -> dict[str, Any]:
    return {
        "name": name,
        "ours": ours,
        "peer": peer,
        "peer_version": what,
        "ratio": peer / ours,
        "goal": goal,
        "n": n,
        "runs": runs,
        "unit": "s",
    }


if __name__ == "__main__":
    for row in run():
        print(row)
