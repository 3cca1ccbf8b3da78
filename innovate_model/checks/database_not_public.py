"""No database has a public address, and none stands in a subnet that routes to the internet.

Design document §6: "Aurora placed in dedicated data subnets with no public access".
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            route_tables: {data: {routes: {}}}
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0, route_table: data}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                instances: {writer: {instance_class: db.r6g.large}}
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
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
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
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: public, storage_encrypted: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.tiers import data_stores, is_public, subnets_at
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_instance import AuroraInstance

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each instance with a public address, and one for each database or cache in a public subnet."""
    for instance in graph.model.of(AuroraInstance):
        if instance.publicly_accessible:
            message = "this database instance has a public address"
            yield Complaint(at(instance.address, "publicly_accessible"), message, "publicly_accessible: no")
    for store in data_stores(graph):
        public = [subnet.name for subnet in subnets_at(graph, store.subnets) if is_public(graph, subnet)]
        if public:
            message = f"data is kept in {', '.join(public)}, which routes to an internet gateway"
            yield Complaint(at(store.address, "subnets"), message, "choose subnets without a way out")
