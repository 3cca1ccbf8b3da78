"""The internet cannot open a session to a database or cache.

Design document §3.1: "Private data subnets", §6: "with no public access". An address, a route, a network ACL or a
security group each stop it alone; this looks at all of them together, as the packets do, there and back:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html

What the model does not say (an interface's security groups) is no complaint: `innovate reach` tells what is missing.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            internet_gateways: {main: {}}
            route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}}
            security_groups: {db: {ingress: {app: {ports: tcp/5432, from: vpc}}, egress: {}}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: public
                security_groups: db
                storage_encrypted: yes
                instances: {writer: {instance_class: db.r6g.large, publicly_accessible: yes}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            internet_gateways: {main: {}}
            route_tables: {public: {routes: {0.0.0.0/0: internet_gateways.main}}}
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0, route_table: public}}
            security_groups: {db: {ingress: {app: {ports: tcp/5432, from: 0.0.0.0/0}}, egress: {}}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: public
                security_groups: db
                storage_encrypted: yes
                instances: {writer: {instance_class: db.r6g.large, publicly_accessible: yes}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.endpoints import INTERNET
from innovate_model.analyses.reachability import Verdict, reach
from innovate_model.analyses.tiers import data_stores, is_public, subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_instance import AuroraInstance

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each database instance or cache that the internet reaches, with the hops that let it in."""
    for store in data_stores(graph):
        if store.parent not in graph.model:
            continue  # a faulty VPC has no networks to walk
        if not any(is_public(graph, subnet) for subnet in subnets_at(graph, store.subnets)):
            continue  # without a route to an internet gateway no answer leaves
        for address in _doors(graph, store.address):
            answer = reach(graph, INTERNET, address)
            if answer.verdict is Verdict.REACHABLE:
                hops = {hop.path: hop.action for hop in answer.witness.hops if hop.path}
                related = tuple(Related(action, path) for path, action in hops.items())
                message = f"the internet can open a session to this on {answer.witness_port}"
                yield Complaint(at(address), message, "close the security group to the internet", related)


def _doors(graph: Graph, store: str) -> tuple[str, ...]:
    """What has the interfaces: the instances of a database, else the store itself."""
    parts = graph.targets(store, Relation.CONTAINS)
    return tuple(part for part in parts if graph.model.get(part, AuroraInstance)) or (store,)
