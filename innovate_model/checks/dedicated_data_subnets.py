"""Where data is kept, nothing else stands.

Design document §6: "Aurora placed in dedicated data subnets". Routes and network ACLs are the subnet's, so what
shares a subnet with a database shares its way out, and no ACL stands between the two:
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html

Clusters, node groups, instances, load balancers and NAT gateways are asked; interface endpoints may stand there.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets:
              app: {per: availability_zone, newbits: 4, netnum: 0}
              data: {per: availability_zone, newbits: 4, netnum: 1}
            eks_clusters: {main: {version: 1.34, subnets: app}}
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
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import data_subnets
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.span import Path

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "6"


STRANGERS = ("eks_cluster", "eks_node_group", "instance", "lb", "nat_gateway")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each stranger, with the data that it stands beside."""
    found: dict[Path, dict[str, None]] = {}
    for subnet, stores in data_subnets(graph).items():
        for edge in graph.into(subnet, Relation.PLACED_IN):
            if graph.model[edge.source].kind in STRANGERS:
                found.setdefault(at(edge.source, *edge.path), {}).update(dict.fromkeys(stores))
    for path, beside in found.items():
        kind = graph.model[".".join(map(str, path[:-1]))].kind
        related = tuple(Related("which keeps its data there", at(store, "subnets")) for store in beside)
        names = ", ".join(store.rpartition(".")[2] for store in beside)
        message = f"this {kind} stands in the same subnets as {names}"
        yield Complaint(path, message, "give the data subnets of its own", related)
