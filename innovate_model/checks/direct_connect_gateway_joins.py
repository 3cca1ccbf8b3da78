"""A Direct Connect gateway joins gateways of one sort, each with an ASN of its own and with blocks to announce.

Design document §2: the networking account holds "VPC, Transit Gateway, Direct Connect". BGP throws away what seems to
come back from where it started, so equal numbers at both ends mean silence; and AWS joins either transit gateways or
virtual private gateways: https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-transit-gateways.html

Towards a transit gateway nothing is announced but the allowed prefixes:
https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html

PASS:
    accounts:
      network:
        account_id: "111111111111"
        transit_gateways: {hub: {amazon_side_asn: 64512}}
        dx_gateways:
          office:
            amazon_side_asn: 64530
            associations: {hub: {gateway: transit_gateways.hub, allowed_prefixes: [10.0.0.0/8]}}
FAIL:
    accounts:
      network:
        account_id: "111111111111"
        transit_gateways: {hub: {amazon_side_asn: 64512}}
        dx_gateways:
          office:
            amazon_side_asn: 64512
            associations: {hub: {gateway: transit_gateways.hub, allowed_prefixes: [10.0.0.0/8]}}
FAIL:
    accounts:
      network:
        account_id: "111111111111"
        transit_gateways: {hub: {amazon_side_asn: 64512}}
        dx_gateways: {office: {amazon_side_asn: 64530, associations: {hub: {gateway: transit_gateways.hub}}}}
FAIL:
    accounts:
      network:
        account_id: "111111111111"
        transit_gateways: {hub: {amazon_side_asn: 64512}}
        vpcs: {main: {cidr_block: 10.0.0.0/16, vpn_gateways: {old: {amazon_side_asn: 64520}}}}
        dx_gateways:
          office:
            amazon_side_asn: 64530
            associations:
              hub: {gateway: transit_gateways.hub, allowed_prefixes: [10.0.0.0/8]}
              old: {gateway: vpcs.main.vpn_gateways.old}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.dx_gateway import DxGateway
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.vpn_gateway import VpnGateway

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each association that AWS refuses or over which nothing is announced."""
    for line in graph.model.of(DxGateway):
        taken = {line.amazon_side_asn: line.address}
        first_sort = ""
        for name, association in line.associations.items():
            path = at(line.address, "associations", name)
            gateway = graph.model.resources.get(association.gateway)
            if not isinstance(gateway, TransitGateway | VpnGateway):
                continue
            first_sort = first_sort or gateway.kind
            if gateway.kind != first_sort:
                message = f"a Direct Connect gateway that joins a {first_sort} cannot join a {gateway.kind}"
                yield Complaint((*path, "gateway"), message, "a Direct Connect gateway for each sort")
            if isinstance(gateway, TransitGateway):
                other = taken.setdefault(gateway.amazon_side_asn, gateway.address)
                if other != gateway.address:
                    related = Related("the same number", at(other, "amazon_side_asn"))
                    message = f"{gateway.name} and {other.rpartition('.')[2]} have one ASN, {gateway.amazon_side_asn}"
                    yield Complaint((*path, "gateway"), message, "another amazon_side_asn for one of them", (related,))
                if not association.allowed_prefixes:
                    message = "nothing is announced over this association"
                    mend = "allowed_prefixes: [the blocks behind the transit gateway]"
                    yield Complaint((*path, "allowed_prefixes"), message, mend)
