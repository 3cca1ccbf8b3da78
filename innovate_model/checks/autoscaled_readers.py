"""Databases in staging and production get more readers by themselves when there is more to read.

Design document §6: "Provisioned Multi-AZ cluster for Staging/Prod ... with autoscaling read replicas". A policy whose
bounds are equal adds none:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html

A cluster of which no instance is written is not judged, nor one whose instances are all serverless: those grow in
place.

PASS:
    accounts:
      p:
        account_id: "111111111111"
        environment: production
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
                reader_autoscaling: {min_capacity: 2, max_capacity: 6}
                instances: {writer: {instance_class: db.r6g.large}}
FAIL:
    accounts:
      p:
        account_id: "111111111111"
        environment: production
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
                instances: {writer: {instance_class: db.r6g.large}}
FAIL:
    accounts:
      s:
        account_id: "111111111111"
        environment: staging
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
                reader_autoscaling: {min_capacity: 2, max_capacity: 2}
                instances: {writer: {instance_class: db.r6g.large}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance

SEVERITY = Severity.WARNING
PILLAR: Pillar = "performance efficiency"
SECTION = "6"
SERVERLESS = "db.serverless"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster with provisioned instances whose number never grows."""
    provisioned = {
        instance.parent for instance in graph.model.of(AuroraInstance) if instance.instance_class != SERVERLESS
    }
    for cluster in in_environment(graph, AuroraCluster, "staging", "production"):
        scaling = cluster.reader_autoscaling
        mend = "reader_autoscaling: {min_capacity: 2, max_capacity: 6}"
        if cluster.address not in provisioned:
            continue
        if scaling is None:
            path = at(cluster.address, "reader_autoscaling")
            yield Complaint(path, "no reader is added when there is more to read", mend)
        elif scaling.max_capacity <= scaling.min_capacity:
            path = at(cluster.address, "reader_autoscaling", "max_capacity")
            message = f"the bounds {scaling.min_capacity} and {scaling.max_capacity} leave autoscaling nothing to add"
            yield Complaint(path, message, mend)
