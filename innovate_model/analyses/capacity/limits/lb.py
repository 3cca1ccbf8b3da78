"""Load balancers: capacity units, and how many targets one may have."""

from __future__ import annotations

from innovate_model.analyses.capacity.formulas import Lcu, lcu
from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.plant import Plant, gb
from innovate_model.resources.lb import Lb

_SECONDS_OF_AN_HOUR = 3600


def units_of(resource: Lb, plant: Plant) -> Lcu:
    """The dimensions of an ALB's capacity units at a moment. No listener of a model has rules beyond the ten that are
    free, so rules never decide."""
    load = plant.load
    rate = plant.rate(resource.address)
    opened = rate / load.of("requests_per_connection")
    kb = plant.api_rate(resource.address) * (load.of("kb_per_request") + load.of("kb_per_response"))
    if plant.shares(resource.address).missed:
        kb = kb + plant.static_rate(resource.address) * load.of("kb_per_static_file")
    gb_per_hour = gb(kb * _SECONDS_OF_AN_HOUR)
    return lcu(opened, opened * load.of("connection_seconds"), gb_per_hour, 0, rate)


def capacity_unit_hours(resource: Lb, plant: Plant) -> Measured | None:
    """Each hour the dimension that decides."""
    if not plant.is_reached(resource.address):
        return None
    if resource.type_ != "application":
        raise NotKnown("capacity units of a network load balancer count connections, which the demand does not state")
    hours = plant.over_a_month(lambda moment: units_of(resource, moment).units)
    return Measured(hours, "each hour of a usual day the highest of new connections, active ones, bytes and rules")


LIMITS = {}
MEASURES = {"lb": {"capacity_unit_hours": capacity_unit_hours}}
