"""A listener speaks a protocol that its load balancer understands.

AWS refuses any other: an application load balancer listens for HTTP and HTTPS, a network load balancer for TCP, TLS,
UDP and TCP_UDP. Design document §3.2: the load balancer ends TLS with a certificate, which an ALB does over HTTPS.
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html

PASS:
    accounts:
      shop:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs:
              api:
                type: application
                subnets: public
                target_groups: {api: {port: 8080, protocol: HTTP}}
                listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
FAIL:
    accounts:
      shop:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs:
              api:
                type: application
                subnets: public
                target_groups: {api: {port: 8080, protocol: HTTP}}
                listeners: {plain: {port: 80, protocol: TCP, forward_to: api}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.2"


SPOKEN = {"application": ("HTTP", "HTTPS"), "network": ("TCP", "TLS", "UDP", "TCP_UDP")}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each listener that AWS would refuse."""
    for listener in graph.model.of(Listener):
        balancer = graph.model.get(listener.parent, Lb)
        if balancer is not None and listener.protocol not in SPOKEN[balancer.type_]:
            article = "an" if balancer.type_ == "application" else "a"
            message = f"{article} {balancer.type_} load balancer cannot listen for {listener.protocol}"
            mend = "one of " + ", ".join(SPOKEN[balancer.type_])
            yield Complaint(at(listener.address, "protocol"), message, mend)
