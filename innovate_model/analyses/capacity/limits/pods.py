"""Deployments and their namespaces: what autoscaling may start, without too many requests waiting."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache

from innovate_model.analyses.capacity.formulas import STAFFING, staffed
from innovate_model.analyses.capacity.limit import Lever, Limit
from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.nodes import too_small_for
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.capacity.pods import (
    reached_clusters,
    scales,
    usable_cores,
    wanted,
    work,
)
from innovate_model.analyses.quantities import amounts, cores, size
from innovate_model.analyses.workloads import cluster_of
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.namespace import Namespace

_HPA = "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/"
_SCHEDULER = "https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/"
_QUOTA = "https://kubernetes.io/docs/concepts/policy/resource-quotas/"
_GIB = 2**30


def replicas(resource: Deployment, plant: Plant) -> Limit | None:
    """Pods that autoscaling wants to start, of those that it may."""
    if cluster_of(resource) not in reached_clusters(plant) or not scales(resource):
        return None
    if not plant.is_reached(resource.address):
        raise NotKnown("the demand does not say what work it gets")
    of = resource.autoscaling
    assert of is not None  # it scales
    request = resource.requests.cpu
    held = f"{of.cpu_percent} % of the {request} of processor time that it requests" if of.cpu_percent else ""
    because = (
        f"autoscaling holds a pod at {held}" if held else f"each pod does jobs with the {request} that it requests"
    )
    return Limit(
        wanted(resource, plant), float(resource.replicas.max), "pods", because, _HPA, _more_pods(resource, 1.0)
    )


def room(resource: Deployment, plant: Plant) -> Limit | None:
    """Pods of a program of which none runs, as no node that may be started is large enough."""
    if not plant.is_reached(resource.address):
        return None
    types = too_small_for(plant.graph, resource)
    if not types:
        return None
    because = f"no pod of it fits onto an empty {' or '.join(types)}, whatever else runs there"
    return Limit(
        wanted(resource, plant),
        0.0,
        "pods",
        because,
        _SCHEDULER,
        lifts="larger `instance_types`, or smaller `requests`",
    )


def processors(resource: Deployment, plant: Plant) -> Limit | None:
    """Cores that let few requests wait, of those that all its pods may count on; of jobs those that do them as they
    come, where nothing starts more pods for a queue."""
    shares = plant.shares(resource.address)
    does_requests, is_scaled = bool(shares.api or shares.missed), scales(resource)
    if not does_requests and (is_scaled or not shares.jobs):
        return None
    of_one = usable_cores(resource)
    pods = resource.replicas.max if is_scaled else resource.replicas.min
    used = work(resource, plant)
    because = "cores busy with jobs: beyond them the queue grows without end"
    if does_requests:
        used = staffed(used, plant.load.of("queueing_factor"))
        because = (
            "cores busy with requests, and those that must be free so that few of them wait (square-root staffing)"
        )
    lever = _more_pods(resource, of_one) if is_scaled else None
    lifts = "" if is_scaled else "more `replicas` (`min` and `max`), or `autoscaling`"
    return Limit(used, of_one * pods, "cores", because, STAFFING, lever, lifts)


def _more_pods(resource: Deployment, of_one: float) -> Lever:
    return Lever(
        resource.address, ("replicas", "max"), resource.replicas.max, lambda used: math.ceil(used / of_one - 1e-9)
    )


def cpu_quota(resource: Namespace, plant: Plant) -> Limit | None:
    """Processor time that its pods request, of the quota."""
    quota = resource.resource_quota
    if quota is None or quota.cpu is None:
        return None
    return _quota(resource, plant, "cpu", float(cores(quota.cpu)), "cores", quota.cpu, 1.0)


def memory_quota(resource: Namespace, plant: Plant) -> Limit | None:
    """Memory that its pods request, of the quota."""
    quota = resource.resource_quota
    if quota is None or quota.memory is None:
        return None
    return _quota(resource, plant, "memory", float(size(quota.memory) / _GIB), "GiB", quota.memory, float(_GIB))


def _quota(
    resource: Namespace, plant: Plant, key: str, most: float, unit: str, written: str, divisor: float
) -> Limit | None:
    programs = _programs(plant.graph, resource.address)
    if not any(plant.is_reached(program.address) for program in programs):
        return None
    used: Numbers = 0.0
    for program in programs:
        asked = amounts(program.requests).get(key, Decimal(0))
        used = used + wanted(program, plant) * (float(asked) / divisor)
    suffix = "Gi" if key == "memory" else ""
    lever = Lever(resource.address, ("resource_quota", key), written, lambda used: f"{math.ceil(used)}{suffix}")
    return Limit(used, most, unit, "what all pods of the namespace request together", _QUOTA, lever)


@lru_cache(maxsize=512)
def _programs(graph: Graph, namespace: str) -> tuple[Deployment, ...]:
    return tuple(program for program in graph.model.of(Deployment) if program.parent == namespace)


LIMITS = {
    "deployment": {"room on nodes": room, "pods": replicas, "processor time": processors},
    "namespace": {"processor time of the quota": cpu_quota, "memory of the quota": memory_quota},
}
