"""The cheapest architecture that does what is asked: every choice along every axis, judged by what is cheap to judge
first, and proven where it could still win.

    recommend(architecture, {"production.node_groups.general.instance_types": [["m6i.xlarge"], ["m6i.2xlarge"]]},
              demand="demand.yaml", availability_percent=99.95, services=("production.applications.api",))
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from innovate_model.analyses.candidates import Aim, Reason, Why, figures
from innovate_model.analyses.cost import AS_WRITTEN, Terms
from innovate_model.analyses.recommendation import Recommendation, measured, settled
from innovate_model.analyses.resilience import main_services
from innovate_model.api import Architecture
from innovate_model.comparing import demand_of
from innovate_model.properties import Promise, Verdict, proofs_of
from innovate_model.sweeping import Axes, grid, sweep, varied

if TYPE_CHECKING:
    from innovate_model.analyses.capacity import Asked
    from innovate_model.analyses.cost import Usage
    from innovate_model.prices import PriceBook

_FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a sweep asks of each point: figures, on the terms of an axis `terms` where there is one."""

    aim: Aim

    def __call__(self, architecture: Architecture, terms: Terms = AS_WRITTEN) -> Mapping[str, Any]:
        return {_FIGURES: figures(architecture.graph, self.aim, terms)}


def recommend(
    architecture: Architecture,
    axes: Axes,
    *,
    demand: Asked | None = None,
    availability_percent: float | str | Decimal | None = None,
    services: Sequence[str] = (),
    usage: Usage | None = None,
    prices: PriceBook | None = None,
    executor: Executor | None = None,
    progress: bool = True,
) -> Recommendation:
    """The cheapest architecture of a grid that meets no limit under a `demand` (or its file), is up as often as asked
    (each of some `services`, the applications of production where none are named), and keeps every promise that the
    architecture as it is keeps.

    `axes` are those of `sweep`; one called `terms` holds Terms of purchase. Every point is judged, so the answer is
    exact: first by faults, cost, capacity and availability (over an executor, as a sweep), then, from the cheapest on,
    by proofs, which are asked only of those that no proven one matches in cost, availability and users. One whose cost
    lacks a price that the others' does not lack, or that of the architecture as it is, is not recommended.

    KeyError for a service or an axis that is none, ValueError for an axis without values, a percentage that is none,
    and a demand without its busiest minute.
    """
    wanted = tuple(architecture.find(name) for name in services) or tuple(main_services(architecture.graph))
    aim = Aim(wanted, demand_of(demand), _share(availability_percent), usage, prices)
    measure = _Measure(aim)
    base = figures(architecture.graph, aim)
    points = grid(architecture, axes, measure)
    swept = sweep(architecture, axes, measure, executor, progress=progress)
    found = measured([(each.labels, each.values.get(_FIGURES), each.fault) for each in swept], base, aim)
    promises = _kept(architecture)

    def prove(number: int) -> tuple[Reason, ...]:
        return _unkept(Architecture(varied(architecture.loaded, points.choices[number])), promises)

    return Recommendation(settled(found, prove), base, aim, tuple(promise.name for promise in promises))


def _share(percent: float | str | Decimal | None) -> Fraction | None:
    """A percentage as it is written, exactly. ValueError for one that is not of 0 to 100."""
    if percent is None:
        return None
    try:
        share = Fraction(str(percent)) / 100
    except (ValueError, ZeroDivisionError):
        share = None
    if share is None or not 0 <= share <= 1:
        raise ValueError(f"{percent} is not a percentage of 0 to 100")
    return share


def _kept(architecture: Architecture) -> list[Promise]:
    """The promises that an architecture keeps."""
    proofs = proofs_of(architecture.graph, architecture.properties(), architecture.unjudged)
    return [proof.promise for proof in proofs if proof.verdict is Verdict.HOLDS]


def _unkept(architecture: Architecture, promises: Sequence[Promise]) -> tuple[Reason, ...]:
    """What an architecture does not keep of promises that another one made, whatever its own text makes of them."""
    proofs = proofs_of(architecture.graph, promises, architecture.unjudged)
    told = {proof.name: proof for proof in proofs}
    lost = "; ".join(fault.message for fault in proofs.faults)
    against = []
    for promise in promises:
        if promise.name not in told:
            against.append(Reason(Why.PROMISE, f"`{promise.name}` says nothing any more: {lost}", promise.name))
        elif not told[promise.name].holds:
            against.append(Reason(Why.PROMISE, str(told[promise.name]), promise.name))
    return tuple(against)
