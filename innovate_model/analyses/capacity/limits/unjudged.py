"""What gets requests and says nothing of the work that it does with them: told as not known, each with its reason."""

from __future__ import annotations

from innovate_model.analyses.capacity.load import NotKnown
from innovate_model.analyses.capacity.plant import Plant
from innovate_model.edge import Relation
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.lb import Lb
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.target_group import TargetGroup


def behind_nodes(resource: EksNodeGroup, plant: Plant) -> None:
    """Requests that a load balancer sends to nodes."""
    if plant.is_reached(resource.address):
        raise NotKnown("a load balancer sends requests to its nodes, and nothing says whose pods take them")


def behind_an_address(resource: NetworkInterface, plant: Plant) -> None:
    """Requests to an interface that is no instance's."""
    if plant.is_reached(resource.address) and resource.instance is None:
        raise NotKnown("a load balancer sends requests to it, and nothing says what stands behind it")


def without_targets(resource: TargetGroup, plant: Plant) -> None:
    """Requests to a group that has nobody in it."""
    if plant.is_reached(resource.address) and not resource.targets:
        raise NotKnown("requests come to it, and nothing says who takes them (`targets`)")


def without_a_way(resource: Lb, plant: Plant) -> None:
    """Requests to a load balancer that hands on nothing."""
    if not plant.is_reached(resource.address):
        return
    listeners = plant.graph.targets(resource.address, Relation.FORWARDS_TO)
    if not any(plant.graph.targets(listener, Relation.FORWARDS_TO) for listener in listeners):
        raise NotKnown("requests come to it, and nothing says to whom it hands them (`listeners`)")


LIMITS = {
    "eks_node_group": {"requests": behind_nodes},
    "network_interface": {"requests": behind_an_address},
    "target_group": {"requests": without_targets},
    "lb": {"requests": without_a_way},
}
