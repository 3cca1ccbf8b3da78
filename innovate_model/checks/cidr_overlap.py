"""Networks that can route to one another have no address in common.

Two VPCs with the same addresses cannot be peered, and behind one transit gateway only one of them is reachable. The
same block in networks that nothing joins is fine, and so is a subnet that is shared through AWS RAM: it stays in its
VPC.

PASS:
    accounts:
      a: {account_id: "111111111111", vpcs: {main: {cidr_block: 10.0.0.0/16}}}
      b: {account_id: "222222222222", vpcs: {main: {cidr_block: 10.0.0.0/16}}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs: {main: {cidr_block: 10.0.0.0/16}, other: {cidr_block: 10.0.128.0/20}}
        vpc_peering_connections: {join: {vpc: vpcs.main, peer_vpc: vpcs.other}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.addressing import overlaps_between_networks, overlaps_between_subnets
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each overlapping pair, at the one that was written later."""
    for overlap in (*overlaps_between_networks(graph), *overlaps_between_subnets(graph)):
        related = Related(f"{overlap.first} has {overlap.first_block}", at(overlap.first))
        message = f"{overlap.second} ({overlap.second_block}) overlaps {overlap.first} ({overlap.first_block})"
        yield Complaint(at(overlap.second, "cidr_block"), message, "give one of them another block", (related,))
