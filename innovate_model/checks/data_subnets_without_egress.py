"""Subnets that hold data have no way out but VPC endpoints.

Design document §3.1: "data subnets have no egress except VPC endpoints". A database that cannot open connections
cannot send away what an intruder found in it:
https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_network_protection_create_layers.html

A route to any gateway, peering connection, interface or instance is a way out; `blackhole` and endpoints are none.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            route_tables: {data: {routes: {}}}
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, route_table: data}}
            vpc_endpoints: {s3: {service: s3, type: Gateway, route_tables: data}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            route_tables: {data: {routes: {0.0.0.0/0: nat_gateways.egress}}}
            subnets:
              public: {cidr_block: 10.0.255.0/24, availability_zone: a}
              data: {per: availability_zone, newbits: 4, netnum: 0, route_table: data}
            nat_gateways: {egress: {subnet: public}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import data_subnets, route_table_of, subnets_at, ways_out
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.route_table import RouteTable
from innovate_model.resources.vpc_endpoint import VpcEndpoint

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each route that leads out of a table that data subnets use, with those subnets."""
    users: dict[str, list[str]] = {}
    tables: dict[str, RouteTable] = {}
    for subnet in subnets_at(graph, data_subnets(graph)):
        table = route_table_of(graph, subnet)
        if table is not None:
            tables[table.address] = table
            users.setdefault(table.address, []).append(subnet.address)
    for address, table in tables.items():
        related = tuple(Related("a subnet that holds data uses the table", at(user)) for user in users[address])
        for way in ways_out(graph, table):
            if way.kind != VpcEndpoint.kind:
                message = f"data can leave for {_named(way.destination)} through the {way.kind}"
                yield Complaint(at(address, "routes", way.destination), message, "remove the route", related)
        if table.propagating_vpn_gateways:
            message = "data can leave by the routes that a VPN gateway propagates"
            yield Complaint(at(address, "propagating_vpn_gateways"), message, "remove the propagation", related)


def _named(destination: str) -> str:
    return destination if "/" in destination else destination.rpartition(".")[2]
