"""A grid of scenarios: every choice along every axis, each a variation of one architecture, worked out by an executor.

    sweep(architecture, {"production.node_groups.api.disk_size": [50, 100], "gateways": {"three": {}, "one": overlay}})

Any `concurrent.futures.Executor` will do: processes of this machine (the default), or those of a Dask cluster
(`Client.get_executor()`, https://distributed.dask.org/en/stable/api.html#distributed.Client.get_executor).
"""

from __future__ import annotations

import inspect
import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from innovate_model.api import Architecture
from innovate_model.finding import Finding, Severity
from innovate_model.graph import build
from innovate_model.hints import did_you_mean, near
from innovate_model.loader import Loaded, vary

if TYPE_CHECKING:
    import pandas

Axes = Mapping[str, Sequence[Any] | Mapping[str, Mapping[str, Any]]]
Measure = Callable[..., Mapping[str, Any]]
_BATCHES = 8
"""For each worker: few enough that sending the model costs little, enough that nobody waits long for the last."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value along one axis: what it is called, the overlays that it means, and what it passes to the measure."""

    label: Any
    overlays: tuple[Mapping[str, Any], ...] = ()
    given: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One scenario: its value along each axis, and what was measured. `fault`: why nothing could be measured, ""."""

    labels: Mapping[str, Any]
    values: Mapping[str, Any]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Every scenario of a grid, in the order of the axes."""

    points: tuple[Point, ...]

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Point]:
        return iter(self.points)

    @property
    def faults(self) -> tuple[Point, ...]:
        """The scenarios that could not be measured."""
        return tuple(point for point in self.points if point.fault)

    def to_frame(self) -> pandas.DataFrame:
        """One row for each scenario: a column for each axis and each measured value, and `fault` where there is any.
        Needs pandas."""
        import pandas

        rows = [{**point.labels, **point.values} for point in self.points]
        frame = pandas.DataFrame(rows)
        if self.faults:
            frame["fault"] = [point.fault for point in self.points]
        return frame


def costs(architecture: Architecture) -> Mapping[str, Any]:
    """The measure of a sweep that names none: what the architecture costs, and how many amounts are not in it; of
    these, those without a price: scenarios that lack different prices cannot be compared by cost."""
    bill = architecture.cost()
    return {
        "cost (USD/month)": bill.total.monthly_usd,
        "not in it (amounts)": len(bill.gaps),
        "without a price (amounts)": len(bill.unpriced),
    }


def sweep(
    architecture: Architecture,
    axes: Axes,
    measure: Measure = costs,
    executor: Executor | None = None,
    *,
    progress: bool = True,
) -> Sweep:
    """Every scenario of a grid, measured.

    An axis is an attribute (`production.node_groups.api.disk_size`) with values, or any name with an overlay for each
    label, or the name of a parameter of `measure` with values for it. `measure` takes a varied architecture (and what
    such axes say) and gives plain values; it must be a function that other processes can import. A scenario that has
    faults is no answer: it says so in `fault`, and the others go on. `progress` shows a bar on standard error.

    KeyError for an axis that is none of these, ValueError for an axis without values.
    """
    points = grid(architecture, axes, measure)
    if executor is not None:
        return Sweep(_measured(executor, architecture.loaded, points, measure, progress))
    with ProcessPoolExecutor() as own:
        return Sweep(_measured(own, architecture.loaded, points, measure, progress))


@dataclass(frozen=True, slots=True)
class Grid:
    """The axes by name, and what is chosen along each of them at each point: the last axis changes first."""

    names: tuple[str, ...]
    choices: tuple[tuple[Choice, ...], ...]


def grid(architecture: Architecture, axes: Axes, measure: Measure) -> Grid:
    """Every point of some axes. The errors are those of `sweep`."""
    along = [tuple(_choices(architecture, name, values, measure)) for name, values in axes.items()]
    return Grid(tuple(axes), tuple(product(*along)))


def varied(base: Loaded, choices: Iterable[Choice]) -> Loaded:
    """A model under all that is chosen at a point."""
    for choice in choices:
        for overlay in choice.overlays:
            base = vary(base, overlay)
    return base


def _choices(architecture: Architecture, name: str, values: Any, measure: Measure) -> Iterator[Choice]:
    if not values:
        raise ValueError(f"axis `{name}` has no values")
    if isinstance(values, Mapping):
        yield from (Choice(label, (overlay,)) for label, overlay in values.items())
    elif name in _parameters(measure):
        yield from (Choice(value, given={name: value}) for value in values)
    else:
        path = _path(architecture, name, measure)
        yield from (Choice(value, (_nested(path, value),)) for value in values)


def _parameters(measure: Measure) -> list[str]:
    return list(inspect.signature(measure).parameters)[1:]


def _path(architecture: Architecture, name: str, measure: Measure) -> tuple[str, ...]:
    """The way to an attribute from the root of the model: the longest beginning that names a resource, then the
    rest."""
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        try:
            address = architecture.find(".".join(parts[:length]))
        except KeyError:
            continue
        known = {info.alias or field for field, info in type(architecture.model[address]).model_fields.items()}
        if parts[length] not in known:
            hint = did_you_mean(near(parts[length], known))
            raise KeyError(" ".join((f"axis `{name}`: {address} has no `{parts[length]}`;", hint)).strip())
        return *address.split("."), *parts[length:]
    given = ", ".join(_parameters(measure)) or "none"
    raise KeyError(f"axis `{name}` is no attribute of a resource, and no parameter of the measure ({given})")


def _nested(path: Sequence[str], value: Any) -> dict[str, Any]:
    for part in reversed(path):
        value = {part: value}
    return dict(value)


def _measured(executor: Executor, base: Loaded, points: Grid, measure: Measure, bar: bool) -> tuple[Point, ...]:
    workers = getattr(executor, "_max_workers", None) or os.cpu_count() or 1
    size = max(1, math.ceil(len(points.choices) / (workers * _BATCHES)))
    starts = range(0, len(points.choices), size)
    futures = {
        executor.submit(measured, base, points.choices[start : start + size], measure): start for start in starts
    }
    found: dict[int, list[tuple[Mapping[str, Any], str]]] = {}
    for future in _watched(as_completed(futures), len(futures), bar):
        found[futures[future]] = future.result()
    results = [result for start in starts for result in found[start]]
    return tuple(
        Point(dict(zip(points.names, (choice.label for choice in choices), strict=True)), *result)
        for choices, result in zip(points.choices, results, strict=True)
    )


def _watched(futures: Iterable[Any], total: int, bar: bool) -> Iterable[Any]:
    if not bar:
        return futures
    from tqdm.auto import tqdm

    watched: Iterable[Any] = tqdm(futures, total=total, desc="scenarios", unit="batch")
    return watched


def measured(
    base: Loaded, points: Sequence[tuple[Choice, ...]], measure: Measure
) -> list[tuple[Mapping[str, Any], str]]:
    """What a worker does: (values, fault) for each of some points."""
    build(base.model, base.memory)  # the edges of what no scenario touches are those of the base
    return [_point(base, choices, measure) for choices in points]


def _point(base: Loaded, choices: tuple[Choice, ...], measure: Measure) -> tuple[Mapping[str, Any], str]:
    given: dict[str, Any] = {}
    for choice in choices:
        given.update(choice.given or {})
    loaded = varied(base, choices)
    new = [fault for fault in _faults(loaded) if fault not in _faults(base)]
    if new:
        return {}, new[0].message
    return dict(measure(Architecture(loaded), **given)), ""


def _faults(loaded: Loaded) -> list[Finding]:
    return [finding for finding in loaded.findings if finding.severity is Severity.ERROR]
