"""Instances behind load balancers: their processors, without too many requests waiting."""

from __future__ import annotations

from innovate_model.analyses.capacity.database_classes import known_vcpus_of, larger
from innovate_model.analyses.capacity.formulas import STAFFING, staffed
from innovate_model.analyses.capacity.instances import busy_cores, pool_of
from innovate_model.analyses.capacity.limit import Lever, Limit
from innovate_model.analyses.capacity.numbers import largest
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.resources.instance import Instance


def processors(resource: Instance, plant: Plant) -> Limit | None:
    """Processors that let few requests wait, of those that it has. What must be free is so of all that share the
    requests with it; each has its part of that."""
    if not plant.is_reached(resource.address):
        return None
    vcpus = known_vcpus_of(resource.instance_type)
    pool = pool_of(resource, plant.graph)
    own = busy_cores(resource, plant)
    total = sum(busy_cores(each, plant) for each in pool)
    part = own / largest(total, _LEAST)
    used = part * staffed(total, plant.load.of("queueing_factor"))
    shared = f" of the {len(pool)} that share them" if len(pool) > 1 else ""
    because = (
        f"its part of the processors busy with requests{shared}, and of those that must be free so that few of them "
        "wait (square-root staffing)"
    )
    return Limit(used, float(vcpus), "vCPU", because, STAFFING, _lever(resource, pool), _MORE)


_MORE = "further instances behind the load balancer"
_LEAST = 1e-300
"""No work at all has no parts."""


def _lever(resource: Instance, pool: tuple[Instance, ...]) -> Lever:
    alike = [each.address for each in pool if each.instance_type == resource.instance_type]

    def needed(used: float) -> str | None:
        return next((name for name in larger(resource.instance_type) if known_vcpus_of(name) >= used), None)

    return Lever(alike[0], ("instance_type",), resource.instance_type, needed, tuple(alike[1:]))


LIMITS = {"instance": {"processor time": processors}}
