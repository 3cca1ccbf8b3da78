"""AWS Shield Advanced protects what faces the internet in production.

Design document §3.2: "ALB protected by AWS WAF and Shield Advanced (prod)". It adds the response team, the protection
of the bill and detection by the resource's own traffic:
https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary.html

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: public, shield_advanced: yes}}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: public}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of, in_environment
from innovate_model.analyses.exposure import internet_facing
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.lb import Lb

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each load balancer and each distribution without it."""
    doors: list[CloudfrontDistribution | Lb] = list(in_environment(graph, CloudfrontDistribution, "production"))
    doors += [lb for lb in internet_facing(graph) if environment_of(graph, lb) == "production"]
    for door in doors:
        if not door.shield_advanced:
            message = "this faces the internet in production without Shield Advanced"
            yield Complaint(at(door.address, "shield_advanced"), message, "shield_advanced: yes")
