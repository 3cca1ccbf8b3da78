"""The network of a model, indexed once: what stands in a VPC, who feeds which route table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from innovate_model.analyses.endpoints import Endpoint, Endpoints, interfaces
from innovate_model.graph import Graph
from innovate_model.model import Model
from innovate_model.resources.base import Resource
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.span import Path, at
from innovate_model.values import network

R = TypeVar("R", bound=Resource)


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """What the walker asks of a model again and again. All keys are addresses."""

    model: Model
    endpoints: Endpoints
    subnets: Mapping[str, tuple[Subnet, ...]]
    """VPC -> its subnets."""
    main_tables: Mapping[str, RouteTable]
    """VPC -> its main route table, where one is written."""
    internet_gateways: Mapping[str, InternetGateway]
    """VPC -> its internet gateway."""
    vpc_endpoints: Mapping[str, tuple[VpcEndpoint, ...]]
    """VPC -> its endpoints."""
    gateway_endpoints: Mapping[str, tuple[VpcEndpoint, ...]]
    """Route table -> the gateway endpoints that put a route there."""
    propagations: Mapping[str, tuple[TransitGatewayAttachment | VpnConnection, ...]]
    """Transit gateway's route table -> the attachments that fill it."""
    connections: Mapping[str, tuple[VpnConnection, ...]]
    """VPN gateway or customer gateway -> its connections."""

    def vpc_of(self, subnet: str) -> Vpc:
        """The VPC of a subnet that is in the model."""
        vpc = self.model.get(self.model[subnet].parent, Vpc)
        if vpc is None:
            raise LookupError(f"{subnet} is in no VPC")
        return vpc

    def subnet(self, address: str) -> Subnet:
        """A subnet that is in the model."""
        subnet = self.model.get(address, Subnet)
        if subnet is None:
            raise LookupError(f"{address} is no subnet")
        return subnet

    def route_table_of(self, subnet: Subnet) -> RouteTable | None:
        """The subnet's own table, else its VPC's main one; None where that is not written.

        https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
        """
        return self.model.get(subnet.route_table, RouteTable) or self.main_tables.get(subnet.parent)

    def network_acl_of(self, subnet: Subnet) -> NetworkAcl | None:
        """The subnet's network ACL; None for the VPC's default one, which lets everything through.

        https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
        """
        return self.model.get(subnet.network_acl, NetworkAcl)

    def interface(self, owner: str, subnet: str, version: int) -> Endpoint | None:
        """The interface of a resource in a subnet."""
        for endpoint in self.endpoints.by_owner.get(owner, ()):
            if endpoint.subnet == subnet and endpoint.place.version == version:
                return endpoint
        return None

    def blocks_behind(self, connection: VpnConnection) -> tuple[tuple[str, Path], ...]:
        """The customer's blocks that a VPN connection leads to, with the path of what says so; () where nobody says.

        Static routes where there are any, else what the customer gateway announces by BGP.
        https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
        """
        own = at(connection.address, "static_routes")
        if connection.static_routes:
            return tuple((block, own) for block in connection.static_routes)
        customer = self.model.get(connection.customer_gateway, CustomerGateway)
        if customer is None:
            return ()
        return tuple((block, at(customer.address, "cidr_blocks")) for block in customer.cidr_blocks)


@lru_cache(maxsize=2)
def survey(graph: Graph) -> Survey:
    """The index of a graph's network; kept for the last graphs asked about."""
    model = graph.model
    attachments: list[TransitGatewayAttachment | VpnConnection] = [
        *model.of(TransitGatewayAttachment),
        *model.of(VpnConnection),
    ]
    connections = list(model.of(VpnConnection))
    ends = [(end, one) for one in connections for end in (one.vpn_gateway, one.customer_gateway) if end]
    return Survey(
        model,
        interfaces(model),
        _grouped((subnet.parent, subnet) for subnet in model.of(Subnet)),
        {table.parent: table for table in model.of(RouteTable) if table.main},
        {gateway.parent: gateway for gateway in model.of(InternetGateway)},
        _grouped((endpoint.parent, endpoint) for endpoint in model.of(VpcEndpoint)),
        _grouped(
            (table, endpoint)
            for endpoint in model.of(VpcEndpoint)
            if endpoint.type_ == "Gateway"
            for table in endpoint.route_tables
        ),
        _grouped((table, one) for one in attachments for table in one.propagations),
        _grouped(ends),
    )


def holds(vpc: Vpc, ip: str) -> bool:
    """Is an address in one of a VPC's blocks?"""
    block = network(ip)
    return any(block.version == own.version and block.overlaps(own) for own in map(network, vpc.cidr_blocks))


def _grouped(pairs: Iterable[tuple[str, R]]) -> dict[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(group) for key, group in groups.items()}
