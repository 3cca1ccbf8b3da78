"""Capacity and cost of the reference model (models/innovate) under its demand.

- worlds: 100,000 worlds of 24 months, every estimate drawn from its interval: the bill and which limits are met, for
  each world and month, all worlds of a chunk as arrays. The peer is our own formulas with numbers in the place of
  arrays, world by world and month by month, scaled up from a sample; its answers are compared. (It asks the same
  compiled bill: with the exact one, of lines and decimals, it would be slower still.)
- what_if, bill and capacity: one attribute changed, the amounts that its demand takes, the exact bill with its lines,
  and all limits with what saturates first, against loading the model and building its graph. Every what-if is a new
  one, so that nothing is remembered.

CPU seconds of this process, median over runs that take turns; the collector runs before each.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from math import isclose
from pathlib import Path
from typing import Any

from innovate_model import api
from innovate_model.analyses.capacity import capacity, read_demand, usage_of
from innovate_model.analyses.capacity.assessing import answers
from innovate_model.analyses.capacity.demand import Demand
from innovate_model.analyses.capacity.limit import Limit, Measured
from innovate_model.analyses.capacity.load import load_of
from innovate_model.analyses.capacity.plant import busiest
from innovate_model.analyses.capacity.usage import amounts, asked
from innovate_model.analyses.capacity.worlds import Worlds, worlds
from innovate_model.analyses.cost import cost
from innovate_model.analyses.cost.compiled import compiled
from innovate_model.graph import Graph

FOLDER = Path(__file__).parents[1] / "models" / "innovate"
WORLDS, MONTHS = 100_000, 24
SAMPLED = 20
RUNS = 5
TURNS = 21


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run; the result is dropped."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def one_by_one(graph: Graph, demand: Demand, found: Worlds, sample: list[int]) -> float:
    """CPU seconds of some worlds with numbers. AssertionError where they are not those of the arrays."""
    bill, measured = compiled(graph), list(asked(graph))
    certain = {name: estimate.mid for name, estimate in demand.estimates.items()}
    gc.collect()
    started = time.process_time()
    said = []
    for world in sample:
        values = {**certain, **{name: float(drawn[world]) for name, drawn in found.inputs.items()}}
        for month in range(found.months):
            under = load_of(demand, values, month)
            told = {key: each.quantity for key, each in amounts(graph, under, measured) if isinstance(each, Measured)}
            usd = bill.monthly_usd(told)
            plant = busiest(graph, under)
            met = {
                (each.resource.address, each.what)
                for each in answers(plant)
                if isinstance(each.limit, Limit) and each.limit.used > each.limit.most
            }
            said.append((world, month, usd, met))
    took = time.process_time() - started
    for world, month, usd, met in said:
        if not isclose(usd, found.usd[month, world], rel_tol=1e-9):
            raise AssertionError(f"world {world} costs {usd} in month {month}, not {found.usd[month, world]}")
        if met != {key for key, first in found.met.items() if first[world] <= month}:
            raise AssertionError(f"world {world} meets other limits in month {month}")
    return took


def worlds_row(graph: Graph, demand: Demand, count: int, months: int, sampled: int, runs: int) -> dict[str, Any]:
    """Arrays against numbers."""
    found = worlds(graph, demand, months, count)
    sample = [place * count // sampled for place in range(sampled)]
    ours, peers = [], []
    for _ in range(runs):
        ours.append(seconds(lambda: worlds(graph, demand, months, count)))
        peers.append(one_by_one(graph, demand, found, sample) / sampled * count)
    mine, peer = statistics.median(ours), statistics.median(peers)
    return {
        "name": f"worlds of {months} months",
        "ours": mine,
        "peer": peer,
        "peer version": f"ourselves, one by one, scaled from {sampled} worlds",
        "ratio": peer / mine,
        "goal": 500,
        "n": count,
        "runs": runs,
    }


def what_if_row(demand: Demand, turns: int) -> dict[str, Any]:
    """One more scenario against loading the model."""
    base = api.load(FOLDER)
    base.cost()
    mine, peer = [], []
    for turn in range(turns + 1):
        peer.append(seconds(lambda: api.load(FOLDER).graph))
        mine.append(seconds(lambda turn=turn: _scenario(base, demand, turn)))  # type: ignore[misc]
    ours, other = statistics.median(mine[1:]), statistics.median(peer[1:])  # the first turn loads modules
    return {
        "name": "what_if, bill and capacity",
        "ours": ours,
        "peer": other,
        "peer version": "ourselves, loading the model and its graph",
        "ratio": other / ours,
        "goal": 1,
        "n": len(base),
        "runs": turns,
    }


def _scenario(base: api.Architecture, demand: Demand, turn: int) -> None:
    group = {"general": {"scaling_config": {"max_size": 13 + turn}}}
    vpc = {"eks_clusters": {"main": {"node_groups": group}}}
    graph = base.what_if({"accounts": {"production": {"vpcs": {"main": vpc}}}}).graph
    cost(graph, usage=usage_of(graph, demand))
    capacity(graph, demand)


def run(
    count: int = WORLDS, months: int = MONTHS, sampled: int = SAMPLED, runs: int = RUNS, turns: int = TURNS
) -> list[dict[str, Any]]:
    """The rows. `ours` and `peer` are CPU seconds, `ratio` is peer / ours."""
    demand = read_demand(FOLDER / "demand.yaml")
    graph = api.load(FOLDER).graph
    return [worlds_row(graph, demand, count, months, sampled, runs), what_if_row(demand, turns)]
