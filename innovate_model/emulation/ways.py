"""The route table of a subnet as entries of a kernel's routing table, its targets not yet found.

Which of them AWS takes: https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html: the longest
prefix; among equal ones static routes, then those of prefix lists, then propagated ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from innovate_model.analyses.places import outside
from innovate_model.model import Model
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.instance import Instance
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.values import network

LOCAL = "local"


class Metric(IntEnum):
    """Of routes to equal blocks the lowest counts."""

    INSTEAD_OF_LOCAL = 10
    LOCAL = 20
    STATIC = 30
    LIST = 40
    PROPAGATED = 50
    PROPAGATED_BY_VPN = 60


@dataclass(frozen=True, slots=True)
class Way:
    """A block and what packets to it are sent to: the address of a resource, `local` or `blackhole`."""

    block: str
    target: str
    metric: Metric


def table_of(model: Model, subnet: Subnet) -> RouteTable | None:
    """The route table that a subnet names, else its VPC's main one, else none: local routes only.

    https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    """
    named = model.get(subnet.route_table, RouteTable)
    if named is not None:
        return named
    mains = (table for table in model.of(RouteTable) if table.main and table.parent == subnet.parent)
    return next(mains, None)


def ways_of(model: Model, subnet: Subnet, listed: Mapping[str, tuple[str, ...]]) -> Iterator[Way]:
    """What the route table of a subnet says. `listed`: the blocks of each prefix list, by its address."""
    vpc = model.get(subnet.parent, Vpc)
    table = table_of(model, subnet)
    if vpc is None:
        return
    for block in vpc.cidr_blocks:
        yield Way(block, LOCAL, Metric.LOCAL)
    if table is None:
        return
    for destination, target in table.routes.items():
        is_block = "/" in destination
        for block in (destination,) if is_block else listed.get(destination, ()):
            yield from _static(model, vpc, Way(block, target, Metric.STATIC if is_block else Metric.LIST))
    for gateway in table.propagating_vpn_gateways:
        yield from _propagated(model, vpc, gateway)
    for endpoint in model.of(VpcEndpoint):
        if endpoint.type_ == "Gateway" and table.address in endpoint.route_tables:
            for block in _blocks_of_service(model, endpoint, vpc):
                yield Way(block, endpoint.address, Metric.LIST)


def _static(model: Model, vpc: Vpc, way: Way) -> Iterator[Way]:
    """Inside the VPC's own blocks AWS takes routes to a NAT gateway, a network interface or a Gateway Load Balancer
    endpoint alone, and then they count more than the local one.

    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-table-concepts
    """
    if _sticks_out(way.block, vpc):
        yield way
    elif way.metric is Metric.STATIC and _is_middlebox(model, way.target):
        yield Way(way.block, way.target, Metric.INSTEAD_OF_LOCAL)


def _is_middlebox(model: Model, target: str) -> bool:
    resource = model.resources.get(target)
    if isinstance(resource, VpcEndpoint):
        return resource.type_ == "GatewayLoadBalancer"
    return isinstance(resource, NatGateway | NetworkInterface | Instance)


def _sticks_out(block: str, vpc: Vpc) -> bool:
    return bool(outside((network(block),), [network(own) for own in vpc.cidr_blocks]))


def _propagated(model: Model, vpc: Vpc, gateway: str) -> Iterator[Way]:
    """IPv4 only (https://docs.aws.amazon.com/vpn/latest/s2svpn/ipv4-ipv6.html), and never instead of the local route
    (https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-route-priority.html)."""
    for connection in model.of(VpnConnection):
        if connection.vpn_gateway == gateway:
            metric = Metric.PROPAGATED if connection.static_routes else Metric.PROPAGATED_BY_VPN
            for block in blocks_behind(model, connection):
                if ":" not in block and _sticks_out(block, vpc):
                    yield Way(block, gateway, metric)


def blocks_behind(model: Model, connection: VpnConnection) -> tuple[str, ...]:
    """The customer's blocks that a VPN connection leads to: static routes, else what the other side announces.

    https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
    """
    customer = model.get(connection.customer_gateway, CustomerGateway)
    return connection.static_routes or (customer.cidr_blocks if customer is not None else ())


def _blocks_of_service(model: Model, endpoint: VpcEndpoint, vpc: Vpc) -> tuple[str, ...]:
    """Where the model writes down AWS's list of the service's addresses."""
    name = f"com.amazonaws.{vpc.region}.{endpoint.service}"
    return next((one.entries for one in model.of(PrefixList) if one.aws_managed == name and one.entries), ())
