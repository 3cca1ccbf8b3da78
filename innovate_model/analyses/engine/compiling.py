"""From a model to the arrays of its network: the route tables, gateways and filters, numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from innovate_model.analyses.engine.columns import Columns
from innovate_model.analyses.engine.fabric import Fabric, Flags, Index, Table, flags, numbers, stacked
from innovate_model.analyses.engine.filters import DIRECTIONS, Filters
from innovate_model.analyses.engine.tables import NOT_KNOWN, NOWHERE, Row, To, code, painted
from innovate_model.analyses.places import private_blocks
from innovate_model.analyses.routing import LOCAL, Rank, Route, is_blackhole, subnet_routes, transit_routes
from innovate_model.analyses.survey import Survey
from innovate_model.resources.base import Resource
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.route_table import BLACKHOLE
from innovate_model.resources.subnet import Subnet
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_peering_attachment import TransitGatewayPeeringAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable
from innovate_model.resources.vpc import Vpc
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpc_peering_connection import VpcPeeringConnection
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.resources.vpn_gateway import VpnGateway
from innovate_model.values import network


@dataclass(slots=True, eq=False)
class Compiler:
    """Compiles the parts of a Fabric that need one another's numbers."""

    survey: Survey
    columns: Columns
    filters: Filters
    index: Index
    peerings: list[tuple[int, bool]]
    """(the VPC at the other side, whether in one region), for each side that a route leads into."""
    transit_peerings: list[int]

    def fabric(self) -> Fabric:
        """The whole."""
        model, index = self.survey.model, self.index
        subnets = [self.survey.subnet(address) for address in index.subnets]
        tables, table_rows = self._subnet_tables(subnets)
        acls = list(dict.fromkeys(subnet.network_acl for subnet in subnets if subnet.network_acl is not None))
        attachments = [model.get(address, TransitGatewayAttachment) for address in index.attachments]
        doors = self._doors(attachments)
        transit = [self._transit_row(table) for table in model.of(TransitGatewayRouteTable)]
        connections = list(model.of(VpnConnection))
        leads = stacked([self._leads(one) for one in connections], self.columns).astype(np.bool_)
        return Fabric(
            numbers(index.vpcs[subnet.parent] for subnet in subnets),
            numbers(index.zones[subnet.availability_zone] for subnet in subnets),
            numbers(tables),
            numbers(acls.index(s.network_acl) + 1 if s.network_acl in acls else 0 for s in subnets),
            self._near(subnets),
            stacked(table_rows, self.columns),
            {direction: self._acl_table(acls, direction) for direction in DIRECTIONS},
            flags(vpc in self.survey.internet_gateways for vpc in index.vpcs),
            numbers(index.vpcs.get(model[address].parent, -1) for address in index.egress_only),
            numbers(index.subnets[nat.subnet] for nat in model.of(NatGateway) if nat.address in index.nats),
            numbers(-1 for _ in index.nats),
            numbers(other for other, _ in self.peerings),
            flags(is_near for _, is_near in self.peerings),
            numbers(index.vpcs[one.parent] for one in attachments if one is not None),
            numbers(index.transit_tables.get(one.association or "", -1) for one in attachments if one is not None),
            doors,
            numbers(
                next((index.subnets[door] for door in one.subnets if door in index.subnets), -1)
                for one in attachments
                if one is not None
            ),
            stacked(transit, self.columns),
            flags(self._sees_groups(table) for table in model.of(TransitGatewayRouteTable)),
            numbers(self.transit_peerings),
            stacked([self._vpn_row(gateway) for gateway in model.of(VpnGateway)], self.columns),
            numbers(index.customers.get(one.customer_gateway, -1) for one in connections),
            numbers(self._vpc_at_the_end(one) for one in connections),
            numbers(index.transit_tables.get(one.association or "", -1) for one in connections),
            flags(one.transit_gateway is not None for one in connections),
            leads,
            self._first_connections(connections, leads),
            flags(self._may_forward(address) for address in index.middleboxes),
            self._private(),
        )

    def _subnet_tables(self, subnets: list[Subnet]) -> tuple[list[int], list[Row]]:
        """The number of each subnet's table, and the tables: one for each VPC and route table that is used there."""
        known: dict[tuple[str, str], int] = {}
        rows: list[Row] = []
        tables = []
        for subnet in subnets:
            table = self.survey.route_table_of(subnet)
            key = (subnet.parent, table.address if table is not None else "")
            if key not in known:
                known[key] = len(rows)
                vpc = self.survey.vpc_of(subnet.address)
                rows.append(painted(subnet_routes(self.survey, subnet), self.columns, partial(self._target, vpc)))
            tables.append(known[key])
        return tables, rows

    def _target(self, vpc: Vpc, route: Route) -> int:
        """Where a route of a subnet's table leads; nowhere with a target of another VPC."""
        if route.target == LOCAL:
            return code(To.LOCAL)
        target = self.survey.model.resources.get(route.target)
        if target is None:
            return NOWHERE if route.target == BLACKHOLE else NOT_KNOWN
        if isinstance(target, VpcPeeringConnection):
            return self._peering(vpc, target)
        if target.within("vpcs") != vpc.address:
            return NOWHERE
        return self._own_target(vpc, target)

    def _own_target(self, vpc: Vpc, target: Resource) -> int:
        index = self.index
        match target:
            case InternetGateway():
                return code(To.INTERNET_GATEWAY, index.vpcs[vpc.address])
            case EgressOnlyInternetGateway():
                return code(To.EGRESS_ONLY, index.egress_only[target.address])
            case NatGateway():
                return code(To.NAT, index.nats[target.address]) if target.address in index.nats else NOWHERE
            case TransitGatewayAttachment():
                return code(To.ATTACHMENT, index.attachments[target.address])
            case VpnGateway():
                return code(To.VPN_GATEWAY, index.vpn_gateways[target.address])
            case VpcEndpoint(type_="Gateway"):
                return code(To.GATEWAY_ENDPOINT, index.vpcs[vpc.address])
        number = index.middleboxes.get(target.address)
        return code(To.INTERFACE, number) if number is not None else NOT_KNOWN

    def _may_forward(self, address: str) -> bool:
        """Whether a middlebox may pass on what is addressed to others: not while it checks sources and destinations."""
        return not getattr(self.survey.model[address], "source_dest_check", False)

    def _peering(self, vpc: Vpc, peering: VpcPeeringConnection) -> int:
        sides = (peering.vpc, peering.peer_vpc)
        if vpc.address not in sides:
            return NOWHERE
        other = self.survey.model.get(sides[1] if vpc.address == sides[0] else sides[0], Vpc)
        if other is None:
            return NOT_KNOWN
        self.peerings.append((self.index.vpcs[other.address], other.region == vpc.region))
        return code(To.PEERING, len(self.peerings) - 1)

    def _transit_row(self, table: TransitGatewayRouteTable) -> Row:
        return painted(transit_routes(self.survey, table), self.columns, lambda r: self._transit_target(table, r))

    def _transit_target(self, table: TransitGatewayRouteTable, route: Route) -> int:
        if is_blackhole(route):
            return NOWHERE
        if route.target in self.index.attachments:
            return code(To.ATTACHMENT, self.index.attachments[route.target])
        if route.target in self.index.connections:
            return code(To.CONNECTION, self.index.connections[route.target])
        peering = self.survey.model.get(route.target, TransitGatewayPeeringAttachment)
        if peering is None:
            return NOT_KNOWN
        other = peering.peer_association if table.parent == peering.parent else peering.association
        self.transit_peerings.append(self.index.transit_tables.get(other or "", -1))
        return code(To.TRANSIT_PEERING, len(self.transit_peerings) - 1)

    def _sees_groups(self, table: TransitGatewayRouteTable) -> bool:
        gateway = self.survey.model.get(table.parent, TransitGateway)
        return gateway is not None and gateway.security_group_referencing_support

    def _vpn_row(self, gateway: VpnGateway) -> Row:
        """By the longest of the blocks behind a VPN gateway's connections; not known where no block is written."""
        connections = self.survey.connections.get(gateway.address, ())
        routes = [
            Route(block, one.address, Rank.PROPAGATED_BY_VPN, path, network(block), behind=one.customer_gateway)
            for one in connections
            for block, path in self.survey.blocks_behind(one)
        ]
        if connections and not routes:
            return np.full(len(self.columns), NOT_KNOWN, dtype=np.int32)
        return painted(routes, self.columns, lambda r: code(To.CONNECTION, self.index.connections[r.target]))

    def _vpc_at_the_end(self, connection: VpnConnection) -> int:
        gateway = self.survey.model.get(connection.vpn_gateway, VpnGateway)
        return self.index.vpcs.get(gateway.parent, -1) if gateway is not None else -1

    def _leads(self, connection: VpnConnection) -> Flags:
        """By column: to the VPC's own IPv4 addresses, or to what the transit gateway's table has a route for."""
        found = np.zeros(len(self.columns), dtype=np.bool_)
        table = self.survey.model.get(connection.association, TransitGatewayRouteTable)
        if connection.vpn_gateway is not None:
            gateway = self.survey.model.get(connection.vpn_gateway, VpnGateway)
            vpc = self.survey.model.get(gateway.parent, Vpc) if gateway is not None else None
            for block in vpc.cidr_blocks if vpc is not None else ():
                if network(block).version == 4:
                    found[slice(*self.columns.slice_of(block))] = True
        elif table is not None:
            found |= self._transit_row(table) != NOWHERE
        return found

    def _first_connections(self, connections: list[VpnConnection], leads: Flags) -> Table:
        """The first connection of a customer gateway that leads to a column, else its first one."""
        table = np.full((max(1, len(self.index.customers)), len(self.columns)), -1, dtype=np.int32)
        for address, number in self.index.customers.items():
            own = [n for n, one in enumerate(connections) if one.customer_gateway == address]
            for one in (*own[:1], *reversed(own)):
                table[number] = np.where(leads[one] | (one == own[0]) & (table[number] < 0), one, table[number])
        return table

    def _doors(self, attachments: Sequence[TransitGatewayAttachment | None]) -> Table:
        """The first subnet of each attachment in each zone."""
        table = np.full((max(1, len(attachments)), max(1, len(self.index.zones))), -1, dtype=np.int32)
        for number, attachment in enumerate(attachments):
            for address in reversed(attachment.subnets if attachment is not None else ()):
                if address in self.index.subnets:
                    zone = self.index.zones[self.survey.subnet(address).availability_zone]
                    table[number, zone] = self.index.subnets[address]
        return table

    def _acl_table(self, acls: list[str], direction: Any) -> Table:
        rows = [self.filters.open_row()]
        for address in acls:
            rows.append(self.filters.acl_row(self.survey.model.get(address, NetworkAcl), direction))
        return stacked(rows, self.columns)

    def _near(self, subnets: list[Subnet]) -> Table:
        table = np.full((max(1, len(self.index.vpcs)), len(self.columns)), -1, dtype=np.int32)
        for number, subnet in reversed(list(enumerate(subnets))):
            for block in subnet.cidr_blocks:
                table[self.index.vpcs[subnet.parent], slice(*self.columns.slice_of(block))] = number
        return table

    def _private(self) -> Flags:
        found = np.zeros(len(self.columns), dtype=np.bool_)
        for block in map(str, (*private_blocks(4), *private_blocks(6))):
            found[slice(*self.columns.slice_of(block))] = True
        return found
