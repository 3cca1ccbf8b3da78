"""An internet-facing application load balancer takes requests by HTTPS only.

Design document §3.2: "TLS termination at ALB". A listener for HTTP may answer with nothing but a redirect to HTTPS:
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html

PASS:
    accounts:
      a:
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
                listeners:
                  http: {port: 80, protocol: HTTP, redirect_to_https: yes}
                  https: {port: 443, protocol: HTTPS, certificate: api.example.com, forward_to: api}
                target_groups: {api: {port: 8080, protocol: HTTP}}
FAIL:
    accounts:
      a:
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
                listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
                target_groups: {api: {port: 8080, protocol: HTTP}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.exposure import internet_facing
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.listener import ENCRYPTED, Listener

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each listener that hands on requests which anybody on the way could read."""
    doors = {lb.address for lb in internet_facing(graph) if lb.type_ == "application"}
    for listener in graph.model.of(Listener):
        if listener.parent in doors and listener.protocol not in ENCRYPTED and not listener.redirect_to_https:
            message = f"port {listener.port} takes requests from the internet in the clear"
            mend = "protocol: HTTPS with a certificate, or redirect_to_https: yes instead of forward_to"
            yield Complaint(at(listener.address, "protocol"), message, mend)
