"""Loading a model of some 90,000 resources: text -> data with the place of everything, and on to types and graph,
against PyYAML's C loader, which gives data alone. Runs are taken in turns; every result is dropped before the next
one starts."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import yaml

from innovate_model import graph
from innovate_model.loader import load_text
from innovate_model.reading import parse
from innovate_model.testing.organizations import large_organization

VPCS = 1000
RUNS = 5


def run() -> list[dict[str, Any]]:
    """Three rows. RuntimeError where the model does not load cleanly: a fast wrong answer is none."""
    text = large_organization(VPCS)
    loaded = load_text(text)
    if loaded.findings:
        raise RuntimeError(f"the generated model has faults: {loaded.findings[0]}")
    resources, size = len(loaded.model), f"{len(text.encode()) / 1e6:.1f} MB"
    del loaded
    peer = f"CSafeLoader {yaml.__version__} (no positions)"
    steps: dict[str, tuple[bool, Callable[[], object]]] = {
        "ours": (True, lambda: parse(text, "large.yaml")),
        "whole": (True, lambda: graph.build(load_text(text).model)),
        "peer": (True, lambda: yaml.load(text, yaml.CSafeLoader)),
        "ours, off": (False, lambda: parse(text, "large.yaml")),
        "peer, off": (False, lambda: yaml.load(text, yaml.CSafeLoader)),
    }
    seconds = _interleaved(steps)
    return [
        _row(f"text to data with places, {size}", seconds["ours"], seconds["peer"], peer, 7, resources),
        _row("the same, collector off on both sides", seconds["ours, off"], seconds["peer, off"], peer, 2.5, resources),
        _row("whole load: types and graph too", seconds["whole"], seconds["peer"], peer, 3, resources),
    ]


def _interleaved(steps: dict[str, tuple[bool, Callable[[], object]]]) -> dict[str, float]:
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for turn in range(RUNS + 1):
        for name, (is_collecting, step) in steps.items():
            spent = _timed(step, is_collecting)
            if turn > 0:
                seconds[name].append(spent)
    return {name: median(values) for name, values in seconds.items()}


def _timed(step: Callable[[], object], is_collecting: bool) -> float:
    gc.collect()
    if not is_collecting:
        gc.disable()
    try:
        start = time.process_time()
        result = step()
        spent = time.process_time() - start
        del result
        return spent
    finally:
        gc.enable()


def _row(name: str, ours: float, peer: float, peer_version: str, goal: float, n: int) -> dict[str, Any]:
    return {
        "name": name,
        "ours": ours,
        "peer": peer,
        "peer_version": peer_version,
        "ratio": peer / ours,
        "goal": goal,
        "n": n,
        "runs": RUNS,
        "unit": "s",
    }


if __name__ == "__main__":
    for row in run():
        print(row)
