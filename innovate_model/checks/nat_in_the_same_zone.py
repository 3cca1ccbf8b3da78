"""In production, every subnet leaves by a NAT gateway in its own Availability Zone.

Design document §3.1: public subnets with managed NAT gateways "per AZ". A subnet that leaves through another zone
stops with it, and pays for the traffic between the two:
https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b, c]
            route_tables: {app: {per: availability_zone, routes: {0.0.0.0/0: nat_gateways.egress}}}
            subnets:
              public: {per: availability_zone, newbits: 4, netnum: 0}
              app: {per: availability_zone, newbits: 4, netnum: 1, route_table: app}
            nat_gateways: {egress: {per: availability_zone, subnet: public}}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b, c]
            route_tables: {app: {routes: {0.0.0.0/0: nat_gateways.egress}}}
            subnets:
              public: {per: availability_zone, newbits: 4, netnum: 0}
              app: {per: availability_zone, newbits: 4, netnum: 1, route_table: app}
            nat_gateways: {egress: {subnet: public-a}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.analyses.tiers import route_table_of, ways_out
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.subnet import Subnet

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each route that takes subnets of other zones through a NAT gateway."""
    elsewhere: dict[tuple[str, str, str], list[str]] = {}
    for subnet in in_environment(graph, Subnet, "production"):
        table = route_table_of(graph, subnet)
        if table is None:
            continue
        for way in ways_out(graph, table):
            if _zone_of(graph, way.target) not in ("", subnet.availability_zone):
                zones = elsewhere.setdefault((table.address, way.destination, way.target), [])
                zones.append(subnet.availability_zone)
    for (table_address, destination, nat), zones in elsewhere.items():
        leave, stop = ("leave", "stop") if len(set(zones)) > 1 else ("leaves", "stops")
        message = f"{', '.join(sorted(set(zones)))} {leave} through {_zone_of(graph, nat)}, and {stop} when it does"
        related = Related("the NAT gateway", at(nat, "subnet"))
        mend = "a NAT gateway and a route table for each zone: `per: availability_zone`"
        yield Complaint(at(table_address, "routes", destination), message, mend, (related,))


def _zone_of(graph: Graph, target: str) -> str:
    """The zone of a NAT gateway; "" for anything else."""
    nat = graph.model.get(target, NatGateway)
    subnet = graph.model.get(nat.subnet, Subnet) if nat is not None else None
    return subnet.availability_zone if subnet is not None else ""
