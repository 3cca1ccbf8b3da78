"""Load balancers: capacity units, and how many targets one may have."""

from __future__ import annotations

from innovate_model.analyses.capacity.formulas import Lcu, lcu
from innovate_model.analyses.capacity.limit import Limit, Measured
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, gb
from innovate_model.analyses.capacity.pods import wanted
from innovate_model.edge import Relation
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.lb import Lb
from innovate_model.resources.target_group import TargetGroup

_QUOTAS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"
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


def targets(resource: Lb, plant: Plant) -> Limit | None:
    """Pods and other things registered behind it."""
    if not plant.is_reached(resource.address) or resource.type_ != "application":
        return None
    model, graph = plant.graph.model, plant.graph
    groups = [group for group in model.of(TargetGroup) if group.parent == resource.address]
    used: Numbers = 0.0
    for address in (target for group in groups for target in graph.targets(group.address, Relation.FORWARDS_TO)):
        program = model.get(address, Deployment)
        used = used + (wanted(program, plant) if program is not None else 1.0)
    because = "each pod is a target of its own; the default quota, which AWS raises on request"
    return Limit(used, 1000.0, "targets", because, _QUOTAS, lifts="AWS raises the quota on request")


LIMITS = {"lb": {"targets": targets}}
MEASURES = {"lb": {"capacity_unit_hours": capacity_unit_hours}}
