"""Addresses at which AWS itself answers every interface of a VPC: its DNS resolver, the metadata of an instance, its
clock.

Security groups and network ACLs do not filter them, and no route leads there:
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
Firewalls of Route 53 Resolver, the metadata options of an instance and policies on a node say what is answered; the
model has none of them, so that whether something gets there is not known.
"""

from __future__ import annotations

from ipaddress import ip_address

from innovate_model.analyses.endpoints import Endpoint, Kind
from innovate_model.analyses.places import Networks, inside
from innovate_model.analyses.survey import Survey
from innovate_model.resources.vpc import Vpc
from innovate_model.values import network

_LINK_LOCAL: Networks = (network("169.254.0.0/16"), network("fd00:ec2::/32"))
"""Metadata, clock, resolver, licences:
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html"""
_RESOLVER = ("169.254.169.253", "fd00:ec2::253")
"""Beside the address of each VPC: https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html"""


def may_be_amazons(end: Endpoint) -> bool:
    """Is it a single address, and no interface of the model?"""
    known = end.place.possible
    return end.kind is not Kind.INTERFACE and len(known) == 1 and known[0].num_addresses == 1


def amazon_service(survey: Survey, source: Endpoint, called: Endpoint) -> str:
    """What of AWS an interface calls at an address that is AWS's own in every VPC; "" where it is not such a one."""
    if not source.subnet or not may_be_amazons(called):
        return ""
    vpc = survey.vpc_of(source.subnet)
    ip = str(called.place.possible[0].network_address)
    if ip in (*_RESOLVER, _resolver_of(vpc)):
        return "the DNS resolver of the VPC" if vpc.enable_dns_support else ""
    return "a service of AWS" if inside(called.place.possible, _LINK_LOCAL) else ""


def _resolver_of(vpc: Vpc) -> str:
    """The base of the VPC's first block, plus two."""
    return str(ip_address(int(network(vpc.cidr_block).network_address) + 2))
