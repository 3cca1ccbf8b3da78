"""What reaches a VPC through a transit gateway is answered: there is a way back.

A way takes four things: a route of the VPC to its attachment, the attachment's table in the transit gateway that knows
the other VPC (by a propagation or a static route), and both of these again for the answers. Where the first two are
there and one of the others is missing, packets arrive and no session works:
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-troubleshooting.html

Judged are pairs of VPCs at one transit gateway. Any route back counts, of any route table of the VPC and to any part of
the other one, through whatever it leads (another transit gateway, a peering connection, an appliance); routes to the
internet do not. Ways to on-premises networks and to other transit gateways are for `always` to promise.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        transit_gateways: {hub: {route_tables: {main: {}}}}
        vpcs:
          one:
            cidr_block: 10.1.0.0/16
            subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a, route_table: app}}
            route_tables: {app: {routes: {10.2.0.0/16: transit_gateway_attachments.hub}}}
            transit_gateway_attachments:
              hub: {transit_gateway: hub, subnets: app, association: main, propagations: main}
          two:
            cidr_block: 10.2.0.0/16
            subnets: {app: {cidr_block: 10.2.0.0/24, availability_zone: a, route_table: app}}
            route_tables: {app: {routes: {10.1.0.0/16: transit_gateway_attachments.hub}}}
            transit_gateway_attachments:
              hub: {transit_gateway: hub, subnets: app, association: main, propagations: main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        transit_gateways: {hub: {route_tables: {main: {}}}}
        vpcs:
          one:
            cidr_block: 10.1.0.0/16
            subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a, route_table: app}}
            route_tables: {app: {routes: {10.2.0.0/16: transit_gateway_attachments.hub}}}
            transit_gateway_attachments:
              hub: {transit_gateway: hub, subnets: app, association: main, propagations: main}
          two:
            cidr_block: 10.2.0.0/16
            subnets: {app: {cidr_block: 10.2.0.0/24, availability_zone: a, route_table: app}}
            route_tables: {app: {routes: {}}}
            transit_gateway_attachments:
              hub: {transit_gateway: hub, subnets: app, association: main, propagations: main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        transit_gateways: {hub: {route_tables: {main: {}}}}
        vpcs:
          one:
            cidr_block: 10.1.0.0/16
            subnets: {app: {cidr_block: 10.1.0.0/24, availability_zone: a, route_table: app}}
            route_tables: {app: {routes: {10.2.0.0/16: transit_gateway_attachments.hub}}}
            transit_gateway_attachments:
              hub: {transit_gateway: hub, subnets: app, association: main}
          two:
            cidr_block: 10.2.0.0/16
            subnets: {app: {cidr_block: 10.2.0.0/24, availability_zone: a, route_table: app}}
            route_tables: {app: {routes: {10.1.0.0/16: transit_gateway_attachments.hub}}}
            transit_gateway_attachments:
              hub: {transit_gateway: hub, subnets: app, association: main, propagations: main}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.one_way import OneWay, one_ways
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each VPC that is reached and does not answer, at its attachment."""
    silent: dict[tuple[str, bool], list[OneWay]] = {}
    for one in one_ways(graph):
        silent.setdefault((one.destination.address, one.is_lost_at_hub), []).append(one)
    for (address, _), ways in silent.items():
        routes = dict.fromkeys(one.route for one in ways)
        related = tuple(Related(f"{route} leads here", route.path) for route in routes)
        yield Complaint(at(address), f"{_reached(ways)}, and {_lack(ways[0])}", _mend(ways), related)


def _reached(ways: list[OneWay]) -> str:
    vpcs = list(_callers(ways))
    others = f" and {len(vpcs) - 1} more reach" if vpcs[1:] else " reaches"
    return f"{vpcs[0]}{others} this VPC through {ways[0].destination.transit_gateway}"


def _lack(one: OneWay) -> str:
    if not one.is_lost_at_hub:
        return "no route of this VPC leads back there"
    table = one.destination.association
    return f"{table} does not know the way back" if table else "no table of the transit gateway knows the way back"


def _mend(ways: list[OneWay]) -> str:
    if not ways[0].is_lost_at_hub:
        return (
            "a route to this attachment in the route tables of what is called, or take the route away that leads here"
        )
    table = ways[0].destination.association
    if table is None:
        return "association: a route table of the transit gateway"
    return f"propagations: {table.rpartition('.')[2]}, at {', '.join(_callers(ways).values())}"


def _callers(ways: list[OneWay]) -> dict[str, str]:
    """VPC that reaches the other one -> its attachment."""
    return {one.source.parent: one.source.address for one in ways}
