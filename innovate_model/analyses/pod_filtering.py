"""What network policies let pods say to whom: Kubernetes' and Cilium's, as far as something in the cluster enforces
them.

A pod that no policy selects in a direction may do everything in it; else what some rule allows. Both ends decide: the
egress of the one, the ingress of the other. https://kubernetes.io/docs/concepts/services-networking/network-policies/
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from innovate_model.analyses.filtering import Direction, Packet, Verdict
from innovate_model.analyses.places import Networks, Place, inside, outside
from innovate_model.analyses.pod_isolation import is_enforced, policies_of, runs_cilium
from innovate_model.analyses.routing import short
from innovate_model.analyses.workloads import cluster_of
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.network_policy import NetworkPolicy, Peers
from innovate_model.span import Path, at
from innovate_model.values import Ports, network

Workload = Deployment | DaemonSet
_OF_NODES = ("cluster", "remote-node", "all")
_OF_THE_API = ("kube-apiserver", "world", "all")


class Admitted(NamedTuple):
    """Whom a rule means at the other end: everything that is there, or what has certain addresses; `missing`: the fact
    that may add to it."""

    everything: bool = False
    blocks: tuple[str, ...] = ()
    missing: str = ""


class Rule(NamedTuple):
    """A rule of a policy that selects a pod, with its place in the model; no ports are all ports."""

    policy: str
    path: Path
    ports: tuple[Ports, ...]
    peers: Peers | None

    def has(self, protocol: str, port: int) -> bool:
        """Whether it speaks of a port."""
        return not self.ports or any(ports.covers(protocol, port) for ports in self.ports)


def pod(graph: Graph, address: str) -> Workload | None:
    """The deployment or daemon set at an address whose pods have addresses of their own: policies do not select pods on
    the network of their host (https://docs.cilium.io/en/stable/network/kubernetes/policy/)."""
    resource = graph.model.resources.get(address)
    if isinstance(resource, DaemonSet):
        return None if resource.host_network else resource
    return resource if isinstance(resource, Deployment) else None


@lru_cache(maxsize=20_000)
def enforced(graph: Graph, address: str, direction: Direction) -> tuple[NetworkPolicy, ...]:
    """The policies that isolate the pods at an address in a direction and that something enforces."""
    workload = pod(graph, address)
    if workload is None:
        return ()
    found = policies_of(graph, workload, "Ingress" if direction == "ingress" else "Egress")
    return tuple(policy for policy in found if is_enforced(graph, cluster_of(policy), policy.api))


def rules(graph: Graph, address: str, direction: Direction) -> Iterator[Rule]:
    """The rules of the policies that isolate the pods at an address."""
    for policy in enforced(graph, address, direction):
        if direction == "ingress":
            for name, one in policy.ingress.items():
                yield Rule(policy.address, at(policy.address, direction, name), one.ports, one.peers)
        else:
            for name, other in policy.egress.items():
                yield Rule(policy.address, at(policy.address, direction, name), other.ports, other.peers)


def admitted(graph: Graph, own: str, peers: Peers | None, other: str) -> Admitted:
    """Whom peers mean, of what stands at the address `other` ("" for a host that the model does not know)."""
    if peers is None:
        return Admitted(everything=True)
    resource = graph.model.resources.get(other)
    cluster = cluster_of(graph.model[own])
    if resource is not None and _cluster(resource) == cluster:
        return _in_cluster(graph, cluster, peers, resource)
    if "world" in peers.entities or "all" in peers.entities:
        return Admitted(everything=True)
    missing = f"which addresses {peers.fqdns[0]} has" if peers.fqdns else ""
    return Admitted(blocks=_blocks(peers), missing=missing)


def told_apart(graph: Graph, addresses: Collection[str]) -> Callable[[str], Collection[str]]:
    """Pods -> those of some addresses of which policies may say what they do not say of everybody else who has the same
    IP address: what stands in the cluster of the pods, and their nodes."""
    in_cluster: dict[str, dict[str, None]] = {}
    for address in addresses:
        resource = graph.model.resources.get(address)
        if resource is not None:
            in_cluster.setdefault(_cluster(resource), {})[address] = None

    def others(own: str) -> Collection[str]:
        workload = pod(graph, own)
        nodes = [group for group in workload.node_groups if group in addresses] if workload is not None else []
        return dict.fromkeys((*in_cluster.get(cluster_of(graph.model[own]), ()), *nodes))

    return others


def _cluster(resource: Resource) -> str:
    return resource.address if isinstance(resource, EksCluster) else cluster_of(resource)


def _in_cluster(graph: Graph, cluster: str, peers: Peers, other: Resource) -> Admitted:
    """In Cilium blocks mean neither pods nor nodes of the cluster:
    https://docs.cilium.io/en/stable/security/policy/language/#cidr-based. Its entities:
    https://docs.cilium.io/en/stable/security/policy/language/#entities-based"""
    blocks = () if runs_cilium(graph, cluster) and not isinstance(other, EksCluster) else _blocks(peers)
    if isinstance(other, EksCluster):
        return Admitted(any(entity in _OF_THE_API for entity in peers.entities), blocks)
    if pod(graph, other.address) is not None:
        named = other.address in peers.pods or other.parent in peers.namespaces
        return Admitted(named or "cluster" in peers.entities or "all" in peers.entities, blocks)
    missing = f"whether it is the pod's own node in {short(other.address)}" if "host" in peers.entities else ""
    return Admitted(any(entity in _OF_NODES for entity in peers.entities), blocks, missing)


def _blocks(peers: Peers) -> tuple[str, ...]:
    return tuple(block for peer in peers.blocks for block in peer.cidr_blocks)


def own_node(graph: Graph, address: str, other: str, direction: Direction) -> str:
    """The fact that may let a node in to its own pods in spite of all policies, "" where there is none.

    https://kubernetes.io/docs/concepts/services-networking/network-policies/ ("traffic to and from the node where a Pod
    is running is always allowed")
    """
    workload = pod(graph, address)
    is_own = workload is not None and other in workload.node_groups
    is_node = isinstance(graph.model.resources.get(other), EksNodeGroup)
    return f"whether it is the pod's own node in {short(other)}" if is_own and is_node else ""


def judge_pods(graph: Graph, address: str, direction: Direction, packet: Packet) -> Verdict | None:
    """What the network policies of the pods at an address say to the first packet of a session; None where none selects
    them."""
    policies = enforced(graph, address, direction)
    if not policies:
        return None
    place = packet.peer(direction)
    left = place.possible
    first: Path | None = None
    missing = own_node(graph, address, place.owner, direction)
    for rule in rules(graph, address, direction):
        if not rule.has(packet.protocol, packet.destination_port):
            continue
        found = admitted(graph, address, rule.peers, place.owner)
        matched = place.possible if found.everything else _part(place, found.blocks)
        if matched:
            first = first or rule.path
            left = outside(left, matched)
        missing = missing or found.missing
        if not left:
            return Verdict(True, f"network policy {direction} rule {rule.path[-1]} allows", rule.path)
    own = at(policies[0].address, direction)
    if missing or first is not None:
        fact = missing or f"the address of {short(place.owner) or place.ip or 'the other end'}: rules admit only a part"
        return Verdict(None, f"network policy {direction} may allow", first or own, fact)
    return Verdict(False, f"no network policy that selects {short(address)} has an {direction} rule for it", own)


def _part(place: Place, blocks: tuple[str, ...]) -> Networks:
    return inside(place.possible, map(network, blocks))
