"""Internet-facing load balancers and public NAT gateways stand in subnets that route to an internet gateway.

Design document §3.1: "Public subnets: Internet-facing Application Load Balancer (ALB) + managed NAT gateways". In any
other subnet their answers find no way back:
https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html

A subnet of which the model knows no route table is not judged.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            internet_gateways: {main: {}}
            route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
            subnets: {public: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: public}}
            nat_gateways: {egress: {subnet: public}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            route_tables: {app: {routes: {}}}
            subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: app}}
            nat_gateways: {egress: {subnet: app}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            route_tables: {app: {routes: {}}}
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: app}}
            lbs: {api: {type: application, subnets: app}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.exposure import internet_facing
from innovate_model.analyses.tiers import is_open_to_the_internet, route_table_of, subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.nat_gateway import NatGateway

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each load balancer and each NAT gateway, with the route tables that lack the route."""
    for nat in graph.model.of(NatGateway):
        if nat.connectivity_type == "public":
            yield from _complaints(graph, nat.address, "a public NAT gateway", "subnet", (nat.subnet,))
    for lb in internet_facing(graph):
        yield from _complaints(graph, lb.address, "an internet-facing load balancer", "subnets", lb.subnets)


def _complaints(graph: Graph, address: str, what: str, key: str, places: tuple[str, ...]) -> Iterator[Complaint]:
    subnets = [subnet for subnet in subnets_at(graph, places) if is_open_to_the_internet(graph, subnet) is False]
    if not subnets:
        return
    tables = {table.address: None for subnet in subnets if (table := route_table_of(graph, subnet))}
    names = ", ".join(subnet.name for subnet in subnets)
    related = tuple(Related("this table has no route 0.0.0.0/0 to one", at(table, "routes")) for table in tables)
    message = f"{what} stands in {names}, which does not route to an internet gateway"
    yield Complaint(at(address, key), message, "choose public subnets", related)
