"""A database has readers in other Availability Zones: two in production, one in staging.

Design document §6: "Multi-AZ writer with at least two reader instances", "Provisioned Multi-AZ cluster for
Staging/Prod". A reader takes over within a minute; without one AWS first has to make a new writer, which takes about
ten: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html

Readers that autoscaling always keeps count, and so does an instance whose zone AWS chooses: nothing says that it
stands in a zone that is taken already.

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b, c]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                instances:
                  writer: {instance_class: db.r6g.large, availability_zone: a}
                  reader-1: {instance_class: db.r6g.large, availability_zone: b}
                  reader-2: {instance_class: db.r6g.large, availability_zone: c}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b, c]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                instances:
                  writer: {instance_class: db.r6g.large, availability_zone: a}
                  reader-1: {instance_class: db.r6g.large, availability_zone: b}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of, in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "6"


REQUIRED = {"production": 3, "staging": 2}
"""Instances, each in another zone."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster with too few instances, or for its first instance in a zone that is taken."""
    instances: dict[str, list[AuroraInstance]] = {}
    for instance in graph.model.of(AuroraInstance):
        instances.setdefault(instance.parent, []).append(instance)
    for cluster in in_environment(graph, AuroraCluster, *REQUIRED):
        written = instances.get(cluster.address, [])
        if written:  # a cluster of which no instance is written says nothing about them
            required = REQUIRED[environment_of(graph, cluster)]
            yield from _complaints(cluster, written, required)


def _complaints(cluster: AuroraCluster, written: list[AuroraInstance], required: int) -> Iterator[Complaint]:
    scaling = cluster.reader_autoscaling
    added = max(0, scaling.min_capacity - (len(written) - 1)) if scaling is not None else 0
    zones: dict[str, AuroraInstance] = {}
    shared: list[tuple[AuroraInstance, AuroraInstance]] = []
    for instance in written:
        zone = instance.availability_zone
        if zone is not None and zone in zones:
            shared.append((instance, zones[zone]))
        elif zone is not None:
            zones[zone] = instance
    if len(written) + added < required:
        message = f"{len(written) + added} of {required} instances: a writer and {required - 1} to take over from it"
        yield Complaint(at(cluster.address, "instances"), message, "add an instance in another Availability Zone")
    elif len(written) + added - len(shared) < required:
        instance, other = shared[0]
        message = f"this instance stands in the zone of {other.name}, and {required} zones are needed"
        related = Related("takes the zone already", at(other.address, "availability_zone"))
        yield Complaint(at(instance.address, "availability_zone"), message, "choose another zone", (related,))
