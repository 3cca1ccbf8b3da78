"""Only the security group of an internet-facing load balancer lets everybody in.

Design document §3.2: security groups for ALB, EKS nodes and the Aurora cluster; what comes from the internet comes
through the ALB. https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18

Everybody is a block wider than any single owner's (`0.0.0.0/0`, `::/0`, `0.0.0.0/1`), alone or in a prefix list.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {alb: {ingress: {https: {ports: tcp/443, from: 0.0.0.0/0}}, egress: {}}}
            lbs: {api: {type: application, subnets: public, security_groups: alb}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
            security_groups: {ssh: {ingress: {ssh: {ports: tcp/22, from: 0.0.0.0/0}}, egress: {}}}
            instances: {tool: {instance_type: t3.micro, subnet: app, security_groups: ssh}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.exposure import world_blocks
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.lb import Lb
from innovate_model.resources.security_group import SecurityGroup

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each peer of an ingress rule that means everybody, with those behind the group."""
    for group in graph.model.of(SecurityGroup):
        open_peers = [
            (name, index, block)
            for name, rule in group.ingress.items()
            for index, peer in enumerate(rule.peers)
            for block in world_blocks(graph, peer)
        ]
        if not open_peers:
            continue
        members = graph.sources(group.address, Relation.MEMBER_OF)
        others = [member for member in members if not _faces_the_internet(graph, member)]
        if members and not others:
            continue
        related = tuple(Related("is in the group and no internet-facing load balancer", at(other)) for other in others)
        for name, index, block in open_peers:
            message = f"everybody ({block}) may connect to {group.ingress[name].ports}"
            mend = "name the security group, prefix list or block that needs to"
            yield Complaint(at(group.address, "ingress", name, "from", index), message, mend, related)


def _faces_the_internet(graph: Graph, member: str) -> bool:
    lb = graph.model.get(member, Lb)
    return lb is not None and not lb.internal
