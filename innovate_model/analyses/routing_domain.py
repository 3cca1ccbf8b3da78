"""Which VPCs can route to one another: the sets within which an address may exist only once."""

from __future__ import annotations

from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.vpc import Vpc

_JOINTS = (
    "vpc_peering_connection",
    "transit_gateway_attachment",
    "transit_gateway",
    "transit_gateway_peering_attachment",
    "vpn_gateway",
    "vpn_connection",
    "customer_gateway",
)

_STANDS_IN_WHAT_IT_JOINS = ("transit_gateway_attachment", "vpn_gateway", "transit_gateway_peering_attachment")


def routing_domains(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Addresses of the VPCs and customer gateways that are joined, directly or through others.

    Joined is joined, whether or not today's route tables use it: a peering connection between overlapping VPCs
    cannot be made at all (https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html), and a
    transit gateway drops the second of two equal routes
    (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html). A VPC that is joined to nothing is a
    domain of its own.
    """
    leaders: dict[str, str] = {}

    def leader(address: str) -> str:
        while leaders.setdefault(address, address) != address:
            leaders[address] = leaders[leaders[address]]
            address = leaders[address]
        return address

    members = [resource.address for resource in graph.model if isinstance(resource, (Vpc, CustomerGateway))]
    for member in members:
        leader(member)
    for joint in graph.model:
        if joint.kind in _JOINTS:
            for edge in graph.out(joint.address, Relation.ATTACHED_TO):
                leaders[leader(joint.address)] = leader(edge.target)
            if joint.kind in _STANDS_IN_WHAT_IT_JOINS:
                leaders[leader(joint.address)] = leader(joint.parent)
    domains: dict[str, list[str]] = {}
    for member in members:
        domains.setdefault(leader(member), []).append(member)
    return tuple(tuple(group) for group in domains.values())
