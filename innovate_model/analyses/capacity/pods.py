"""How many pods the work of a moment takes, as the autoscaler of their deployment counts them."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.numbers import Numbers, ceil, largest, smallest
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.analyses.quantities import cores
from innovate_model.analyses.workloads import cluster_of
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.quantity import Quantities


def reached_clusters(plant: Plant) -> frozenset[str]:
    """The clusters in which some program gets work."""
    return plant.once("clusters", lambda: frozenset(cluster_of(program) for program in reached_deployments(plant)))


def reached_deployments(plant: Plant, cluster: str = "") -> tuple[Deployment, ...]:
    """The programs that get work, all or those of a cluster."""
    return plant.once(("reached", cluster), lambda: tuple(_reached(plant, cluster)))


def _reached(plant: Plant, cluster: str) -> Iterator[Deployment]:
    for address in plant.streams:
        program = plant.graph.model.get(address, Deployment)
        if program is not None and (not cluster or cluster_of(program) == cluster):
            yield program


def requested_cores(deployment: Deployment) -> float:
    """What the scheduler reserves for a pod. NotKnown where that is not written."""
    return _cores(deployment, deployment.requests)


def usable_cores(deployment: Deployment) -> float:
    """What a pod may count on: its limit, or what is reserved for it where it has none. (It may use more then, but
    only of what its neighbours leave.)"""
    limits = deployment.limits
    return _cores(deployment, limits if limits is not None and limits.cpu is not None else deployment.requests)


def _cores(deployment: Deployment, of: Quantities) -> float:
    if of.cpu is None or not cores(of.cpu):
        raise NotKnown(f"`{deployment.name}` requests no processor time (`requests.cpu`)")
    return float(cores(of.cpu))


def work(deployment: Deployment, plant: Plant) -> Numbers:
    """Cores that its requests and jobs keep busy now."""
    busy: Numbers = 0.0
    shares = plant.shares(deployment.address)
    if shares.api or shares.missed:
        busy = plant.rate(deployment.address) * plant.load.of("cpu_seconds_per_request")
    if shares.jobs:
        busy = busy + plant.job_rate(deployment.address) * plant.load.of("cpu_seconds_per_job")
    return busy


def wanted(deployment: Deployment, plant: Plant) -> Numbers:
    """Pods that autoscaling would start if it had no upper bound: as many as hold the target, or do the jobs as they
    come where it follows a queue. As many as written for what the demand does not reach, or nothing scales.

    https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details
    """
    return plant.once(("pods", deployment.address), lambda: _wanted(deployment, plant))


def _wanted(deployment: Deployment, plant: Plant) -> Numbers:
    least = float(deployment.replicas.min)
    if not plant.is_reached(deployment.address) or not scales(deployment):
        return least
    target = deployment.autoscaling.cpu_percent if deployment.autoscaling else None
    held = requested_cores(deployment) * ((target or 100) / 100)
    return largest(least, ceil(work(deployment, plant) / held))


def scales(deployment: Deployment) -> bool:
    """Whether its pods become more with its work: their processor time or a queue is watched."""
    of = deployment.autoscaling
    return of is not None and (of.cpu_percent is not None or of.external_metric is not None)


def running(deployment: Deployment, plant: Plant) -> Numbers:
    """Pods that run: never more than the bound."""
    most = float(deployment.replicas.max)
    return plant.once(("running", deployment.address), lambda: smallest(wanted(deployment, plant), most))
