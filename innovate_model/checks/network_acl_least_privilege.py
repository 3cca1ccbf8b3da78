"""The network ACL of a subnet that holds data does not let everything pass from or to anywhere.

Design document §3.2: "NACLs with least-privilege rules". Without one of its own, a subnet has the VPC's default ACL,
which allows everything: https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html

An endpoint for S3 needs a rule for port 443 to anywhere, because an ACL cannot name a prefix list; that is why a rule
for some ports is no fault.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, network_acl: data}}
            network_acls:
              data:
                ingress: {100: {allow: tcp/5432, from: 10.0.0.0/16}}
                egress: {100: {allow: tcp/1024-65535, to: 10.0.0.0/16}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, network_acl: data}}
            network_acls: {data: {ingress: {100: {allow: all, from: 0.0.0.0/0}}, egress: {}}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from innovate_model.analyses.exposure import world_blocks
from innovate_model.analyses.tiers import data_subnets, subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.network_acl import AclEgressRule, AclIngressRule, NetworkAcl
from innovate_model.values import Ports

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"


Rule = AclIngressRule | AclEgressRule


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each data subnet without an ACL, and one for each rule that lets everything pass."""
    acls: dict[str, NetworkAcl] = {}
    for subnet in subnets_at(graph, data_subnets(graph)):
        acl = graph.model.get(subnet.network_acl, NetworkAcl)
        if acl is not None:
            acls[acl.address] = acl
        elif subnet.network_acl is None:
            message = "this subnet holds data, and the VPC's default network ACL lets everything into it"
            yield Complaint(
                at(subnet.address, "network_acl"), message, "give it a network_acl with the ports that it needs"
            )
    for acl in acls.values():
        for direction, rules in (("ingress", acl.ingress), ("egress", acl.egress)):
            for number in _wide_open(graph, rules):
                message = f"{direction} rule {number} lets everything pass, at subnets that hold data"
                mend = "name the ports and the subnets that need them"
                yield Complaint(at(acl.address, direction, str(number), "allow"), message, mend)


def _wide_open(graph: Graph, rules: Mapping[int, Rule]) -> Iterator[int]:
    """Rules that allow everything for everybody and that no rule before them makes void."""
    for number, rule in rules.items():
        is_for_everybody = any(world_blocks(graph, peer) for peer in rule.peers)
        if is_for_everybody and rule.deny is not None and _is_everything(rule.deny):
            return
        if is_for_everybody and rule.allow is not None and _is_everything(rule.allow):
            yield number


def _is_everything(ports: Ports) -> bool:
    """All protocols, or all ports of TCP: what databases speak."""
    return ports.protocol == "all" or (ports.protocol == "tcp" and ports.from_port <= 1 and ports.to_port == 65535)
