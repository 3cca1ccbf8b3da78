"""An internal load balancer stands in subnets that do not route to the internet.

Design document §3.1: "Private app subnets: EKS worker nodes and internal load balancers". Its name resolves to private
addresses, so that a public subnet gains it nothing, and one changed setting would put it on the internet:
https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            internet_gateways: {main: {}}
            route_tables: {out: {routes: {0.0.0.0/0: internet_gateways.main}}, in: {routes: {}}}
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: in}}
            lbs: {api: {type: application, internal: yes, subnets: app}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            internet_gateways: {main: {}}
            route_tables: {out: {routes: {0.0.0.0/0: internet_gateways.main}}, in: {routes: {}}}
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0, route_table: out}}
            lbs: {api: {type: application, internal: yes, subnets: app}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import is_public, subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.lb import Lb

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each, with its public subnets."""
    for lb in graph.model.of(Lb):
        public = (
            [subnet.name for subnet in subnets_at(graph, lb.subnets) if is_public(graph, subnet)] if lb.internal else []
        )
        if public:
            message = f"an internal load balancer stands in {', '.join(public)}, which routes to an internet gateway"
            yield Complaint(at(lb.address, "subnets"), message, "choose private subnets")
