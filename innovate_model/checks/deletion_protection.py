"""In production, nobody deletes a database or a load balancer by accident.

Design document §2: production has "Strict change control". With deletion protection a change that would delete them
fails: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html

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
            lbs: {api: {type: application, subnets: public, enable_deletion_protection: yes}}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.lb import Lb

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each of them that is not protected."""
    for cluster in in_environment(graph, AuroraCluster, "production"):
        if not cluster.deletion_protection:
            message = "one call deletes this production database"
            yield Complaint(at(cluster.address, "deletion_protection"), message, "deletion_protection: yes")
    for lb in in_environment(graph, Lb, "production"):
        if not lb.enable_deletion_protection:
            message = "one call deletes this production load balancer"
            yield Complaint(at(lb.address, "enable_deletion_protection"), message, "enable_deletion_protection: yes")
