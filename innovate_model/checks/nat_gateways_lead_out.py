"""What leaves by a NAT gateway gets to the internet, and the answers come back.

Network ACLs of the NAT gateway's subnet judge what it sends under its own address and the answers to its ports, 1024 to
65535: https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html. One that lets none of them back
leaves every subnet behind it without an internet.

Judged are public NAT gateways to which the default route of some subnet leads. One that lets any port of TCP or UDP
through for any of these subnets is of use; what is blocked by the subnet's own network ACL counts as well.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            internet_gateways: {main: {}}
            nat_gateways: {egress: {subnet: public}}
            network_acls:
              public:
                ingress: {100: {allow: tcp/443, from: subnets.app}, 110: {allow: tcp/1024-65535, from: 0.0.0.0/0}}
                egress: {100: {allow: tcp/443, to: 0.0.0.0/0}, 110: {allow: tcp/1024-65535, to: subnets.app}}
            route_tables:
              public: {routes: {0.0.0.0/0: internet_gateways.main}}
              app: {routes: {0.0.0.0/0: nat_gateways.egress}}
            subnets:
              public: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: public, network_acl: public}
              app: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: app}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            internet_gateways: {main: {}}
            nat_gateways: {egress: {subnet: public}}
            network_acls:
              public:
                ingress: {100: {allow: tcp/443, from: 0.0.0.0/0}}
                egress: {100: {allow: tcp/443, to: 0.0.0.0/0}, 110: {allow: tcp/1024-65535, to: subnets.app}}
            route_tables:
              public: {routes: {0.0.0.0/0: internet_gateways.main}}
              app: {routes: {0.0.0.0/0: nat_gateways.egress}}
            subnets:
              public: {cidr_block: 10.0.0.0/24, availability_zone: a, route_table: public, network_acl: public}
              app: {cidr_block: 10.0.1.0/24, availability_zone: a, route_table: app}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.obstructing import Obstruction, blocked
from innovate_model.analyses.passages import out_by_nat
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each gateway by which no subnet gets out."""
    gateways = tuple(out_by_nat(graph))
    shut: dict[str, list[Obstruction]] = {}
    for one in blocked(graph, (way for _, ways in gateways for way in ways)):
        shut.setdefault(".".join(map(str, one.way.path)), []).append(one)
    for nat, ways in gateways:
        stopped = shut.get(nat.address, [])
        if stopped and len(stopped) == len(ways):
            first = min(stopped, key=lambda one: len(one.stops))
            message = f"nothing that leaves by it gets to the internet and back (tried: {first.trace.flow})"
            yield Complaint(at(nat.address), message, first.remedy, first.stops)
