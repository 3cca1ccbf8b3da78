"""The network of a model compiled to arrays: what the steps of `travel` look up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from innovate_model.analyses.engine.columns import Columns
from innovate_model.analyses.engine.places import Numbers
from innovate_model.analyses.engine.tables import Row
from innovate_model.analyses.survey import Survey
from innovate_model.model import Model
from innovate_model.resources.base import Resource
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.instance import Instance
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_interface import NetworkInterface
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.resources.vpn_gateway import VpnGateway

Flags = np.ndarray[Any, np.dtype[np.bool_]]
Table = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True, slots=True, eq=False)
class Fabric:
    """Arrays by number of subnet, VPC, network ACL and so on; -1 where there is none."""

    subnet_vpc: Numbers
    subnet_zone: Numbers
    subnet_table: Numbers
    subnet_acl: Numbers
    near: Table
    """[VPC, column] -> the VPC's subnet that holds the column."""
    routes: Table
    """[route table, column] -> code."""
    acl: Mapping[str, Table]
    """Direction -> [network ACL, column] -> number of a pair of masks. 0 is the default ACL."""
    vpc_has_gateway: Flags
    egress_only_vpc: Numbers
    nat_subnet: Numbers
    nat_place: Numbers
    """The NAT gateway's own place, to be filled by whoever numbers places."""
    peering_vpc: Numbers
    """[peering seen from one side] -> the VPC at the other."""
    peering_is_near: Flags
    attachment_vpc: Numbers
    attachment_table: Numbers
    doors: Table
    """[attachment, Availability Zone] -> its subnet there."""
    first_door: Numbers
    transit: Table
    """[transit gateway's table, column] -> code."""
    transit_sees_groups: Flags
    peer_table: Numbers
    """[transit gateway peering seen from one side] -> the table at the other."""
    vpn_routes: Table
    """[VPN gateway, column] -> code."""
    connection_customer: Numbers
    connection_vpc: Numbers
    """The VPC of the VPN gateway at its end."""
    connection_table: Numbers
    """The transit gateway's table that it is associated with."""
    connection_is_transit: Flags
    leads: Flags
    """[connection, column] -> whether what is sent through it from the customer's side finds a way."""
    first_connection: Table
    """[customer gateway, column] -> the connection that the customer uses."""
    may_forward: Flags
    """[middlebox] -> whether it may pass on what is addressed to others: the model does not say what it does then."""
    is_private: Flags
    """By column: does the internet not route it?"""


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Address -> number, for each kind that the fabric counts."""

    subnets: Mapping[str, int]
    vpcs: Mapping[str, int]
    zones: Mapping[str, int]
    nats: Mapping[str, int]
    egress_only: Mapping[str, int]
    attachments: Mapping[str, int]
    transit_tables: Mapping[str, int]
    connections: Mapping[str, int]
    vpn_gateways: Mapping[str, int]
    customers: Mapping[str, int]
    middleboxes: Mapping[str, int]
    """What routes of subnets lead to and is no gateway."""


def index_of(survey: Survey) -> Index:
    """Numbers in the order of the model."""
    model = survey.model
    vpcs = _numbered(model.of(Vpc))
    subnets = {subnet.address: subnet for subnet in model.of(Subnet) if subnet.parent in vpcs}
    zones = dict.fromkeys(subnet.availability_zone for subnet in subnets.values())
    return Index(
        {address: number for number, address in enumerate(subnets)},
        vpcs,
        {zone: number for number, zone in enumerate(zones)},
        _numbered(nat for nat in model.of(NatGateway) if nat.subnet in subnets),
        _numbered(model.of(EgressOnlyInternetGateway)),
        _numbered(one for one in model.of(TransitGatewayAttachment) if one.parent in vpcs),
        _numbered(model.of(TransitGatewayRouteTable)),
        _numbered(model.of(VpnConnection)),
        _numbered(model.of(VpnGateway)),
        _customers(model),
        _numbered(_middleboxes(model)),
    )


def _customers(model: Model) -> dict[str, int]:
    """Those of connections too that the model does not contain."""
    own = [gateway.address for gateway in model.of(CustomerGateway)]
    named = [connection.customer_gateway for connection in model.of(VpnConnection)]
    return {address: number for number, address in enumerate(dict.fromkeys((*own, *named)))}


def _middleboxes(model: Model) -> Iterator[Resource]:
    targets = dict.fromkeys(target for table in model.of(RouteTable) for target in table.routes.values())
    for target in targets:
        resource = model.resources.get(target)
        if isinstance(resource, Instance | NetworkInterface | VpcEndpoint):
            yield resource


def _numbered(resources: Iterable[Resource]) -> dict[str, int]:
    return {resource.address: number for number, resource in enumerate(resources)}


def numbers(values: Iterable[int]) -> Numbers:
    """Values as an array that can be indexed: with one -1 where there are none."""
    return np.array(list(values) or [-1], dtype=np.intp)


def flags(values: Iterable[bool]) -> Flags:
    """The same for flags."""
    return np.array(list(values) or [False], dtype=np.bool_)


def stacked(rows: Sequence[Row | Flags], columns: Columns) -> Table:
    """Rows as a table, with one empty row where there are none."""
    return np.array(list(rows) or [np.zeros(len(columns), dtype=np.int32)], dtype=np.int32)
