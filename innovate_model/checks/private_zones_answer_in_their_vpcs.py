"""Private zones are associated with each VPC that has a cluster in their account, and the VPC asks Route 53.

Design document §4.1: "ExternalDNS (private hosted zones)". A zone that a VPC is not associated with does not exist
there, and a VPC without DNS support or host names does not ask:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        route53_zones: {inner: {domain_name: example.internal, vpcs: vpcs.main}}
        vpcs: {main: {cidr_block: 10.0.0.0/16}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        route53_zones: {inner: {domain_name: example.internal, vpcs: vpcs.main}}
        vpcs: {main: {cidr_block: 10.0.0.0/16, enable_dns_hostnames: no}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        route53_zones: {inner: {domain_name: example.internal, vpcs: vpcs.other}}
        vpcs:
          other: {cidr_block: 10.1.0.0/16}
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.route53_zone import Route53Zone
from innovate_model.resources.vpc import Vpc

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "4.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each VPC that does not ask, and for each account whose private zones leave out a cluster's
    VPC."""
    private = [zone for zone in graph.model.of(Route53Zone) if zone.is_private]
    asking: dict[str, Route53Zone] = {}
    own: dict[str, Route53Zone] = {}
    for zone in private:
        own.setdefault(zone.parent, zone)
        for address in zone.vpcs:
            asking.setdefault(address, zone)
    for address, zone in asking.items():
        vpc = graph.model.get(address, Vpc)
        for key in ("enable_dns_support", "enable_dns_hostnames"):
            if vpc is not None and not getattr(vpc, key):
                related = Related("the zone", at(zone.address, "vpcs"))
                message = f"a private zone is associated with this VPC, which does not ask it without {key}"
                yield Complaint(at(address, key), message, f"{key}: yes", (related,))
    accounts = {cluster.parent: cluster.within("accounts") or "" for cluster in graph.model.of(EksCluster)}
    for address, account in accounts.items():
        if account in own and address not in asking:
            message = f"no private zone of this account answers in {address}, where a cluster runs"
            yield Complaint(at(own[account].address, "vpcs"), message, f"add {address} to its vpcs")
