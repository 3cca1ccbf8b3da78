"""An internet-facing application load balancer takes requests by HTTPS only, and by no version of TLS before 1.2.

Design document §3.2: "TLS termination at ALB". A listener for HTTP may answer with nothing but a redirect to HTTPS:
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html

TLS 1.0 and 1.1 are deprecated (https://www.rfc-editor.org/rfc/rfc8996), and many of AWS's policies allow them, such as
ELBSecurityPolicy-2016-08, which a listener has that names none unless it is made in the console:
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
A weak policy is judged at every load balancer, a missing one at those that face the internet.

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
                  https:
                    port: 443
                    protocol: HTTPS
                    certificate: api.example.com
                    ssl_policy: ELBSecurityPolicy-TLS13-1-2-2021-06
                    forward_to: api
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
                listeners:
                  https:
                    port: 443
                    protocol: HTTPS
                    certificate: api.example.com
                    ssl_policy: ELBSecurityPolicy-2016-08
                    forward_to: api
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
                listeners:
                  https:
                    port: 443
                    protocol: HTTPS
                    certificate: api.example.com
                    forward_to: api
                target_groups: {api: {port: 8080, protocol: HTTP}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from innovate_model.analyses.exposure import internet_facing
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.listener import ENCRYPTED, Listener

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.2"
_PREFIX = "ELBSecurityPolicy-"
_LOWEST = re.compile(r"(?:TLS|TLS13|FS)-1-(\d)(?:-.*)?")
"""The lowest version in the name of a policy (TLS13-1-2-Res-2021-06). Those without one start at 1.0."""
_MEND = "ssl_policy: ELBSecurityPolicy-TLS13-1-2-2021-06"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each listener that hands on requests which anybody on the way could read, or might with old
    ciphers."""
    doors = {lb.address for lb in internet_facing(graph) if lb.type_ == "application"}
    for listener in graph.model.of(Listener):
        policy = at(listener.address, "ssl_policy")
        if listener.protocol in ENCRYPTED:
            if listener.parent in doors and not listener.ssl_policy:
                message = "without a policy this takes ELBSecurityPolicy-2016-08, and so TLS 1.0"
                yield Complaint(policy, message, _MEND)
            elif _is_weak(listener.ssl_policy):
                yield Complaint(policy, f"{listener.ssl_policy} lets clients use TLS older than 1.2", _MEND)
        elif listener.parent in doors and not listener.redirect_to_https:
            message = f"port {listener.port} takes requests from the internet in the clear"
            mend = "protocol: HTTPS with a certificate, or redirect_to_https: yes instead of forward_to"
            yield Complaint(at(listener.address, "protocol"), message, mend)


def _is_weak(policy: str) -> bool:
    lowest = _LOWEST.fullmatch(policy.removeprefix(_PREFIX))
    return policy.startswith(_PREFIX) and (lowest is None or int(lowest[1]) < 2)
