"""The model, indexed for the encoding: made from resources and the endpoints' addresses, and from nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from z3 import BitVecRef

from innovate_model.analyses.endpoints import Endpoint, Endpoints, interfaces
from innovate_model.model import Model
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.values import Network

from .terms import Port


@dataclass(frozen=True, eq=False)
class End:
    """One end of a packet: an address, the endpoint that it belongs to, and what it may be.

    `is_public`: it is the address under which the internet knows the endpoint.
    """

    address: BitVecRef
    holder: Endpoint
    possible: tuple[Network, ...]
    is_public: bool = False

    @property
    def key(self) -> tuple[Endpoint, bool]:
        """Which address of which endpoint it is."""
        return self.holder, self.is_public


@dataclass(frozen=True, eq=False)
class Packet:
    """A packet on its way. `crossing`: what of AWS it has crossed: "", "peering", "transit" or "elsewhere"."""

    source: End
    destination: End
    protocol: BitVecRef
    port: Port
    source_ports: tuple[int, int]
    crossing: str = ""
    is_answer: bool = False

    @property
    def version(self) -> int:
        """4 or 6."""
        return 4 if self.source.address.size() == 32 else 6


class World:
    """Lists of what stands where."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.endpoints: Endpoints = interfaces(model)
        self.subnets = _by(model.of(Subnet), lambda subnet: (subnet.parent,))
        self.main = {table.parent: table for table in model.of(RouteTable) if table.main}
        self.internet_gateways = {one.parent for one in model.of(InternetGateway)}
        gateways = [one for one in model.of(VpcEndpoint) if one.type_ == "Gateway"]
        self.gateway_endpoints = _by(gateways, lambda one: one.route_tables)
        attachments = [*model.of(TransitGatewayAttachment), *model.of(VpnConnection)]
        self.fillers = _by(attachments, lambda one: one.propagations)
        self.connections = _by(
            model.of(VpnConnection), lambda one: [side for side in (one.vpn_gateway, one.customer_gateway) if side]
        )

    def table_of(self, subnet: Subnet) -> RouteTable | None:
        """A subnet follows the main table of its VPC unless it is associated with another.

        https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
        """
        return self.model[subnet.route_table] if subnet.route_table else self.main.get(subnet.parent)

    def vpc_of(self, end: Endpoint) -> str:
        """The VPC of an interface, "" for anything outside."""
        return self.model[end.subnet].parent if end.subnet else ""

    def interface(self, owner: str, version: int) -> Endpoint | None:
        """The first interface of a resource."""
        return next((one for one in self.endpoints.by_owner.get(owner, ()) if one.place.version == version), None)


def _by(resources: Iterable[Any], keys: Callable[[Any], Iterable[str]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for resource in resources:
        for key in keys(resource):
            found[key].append(resource)
    return found
