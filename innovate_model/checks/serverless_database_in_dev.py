"""The databases of dev scale with their use: serverless, and down to one ACU or less.

Design document §6: "Amazon Aurora PostgreSQL Serverless v2 for Dev/Sandbox". What developers use for some hours a day
should not run, and be paid, as if they used it all day:
https://docs.aws.amazon.com/wellarchitected/latest/sustainability-pillar/sus_sus_user_a2.html
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html

PASS:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
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
                serverlessv2_scaling_configuration: {min_capacity: 0.5, max_capacity: 8}
                instances: {writer: {instance_class: db.serverless}}
FAIL:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
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
                serverlessv2_scaling_configuration: {min_capacity: 0.5, max_capacity: 8}
                instances: {writer: {instance_class: db.r6g.large}}
FAIL:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
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
                serverlessv2_scaling_configuration: {min_capacity: 4, max_capacity: 8}
                instances: {writer: {instance_class: db.serverless}}
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
PILLAR: Pillar = "sustainability"
SECTION = "6"

SERVERLESS = "db.serverless"
IDLE_ACU = 1
"""The least capacity that still counts as idle."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each instance of a fixed size, and one for each cluster that never comes to rest."""
    for instance in in_environment(graph, AuroraInstance, "dev"):
        if instance.instance_class != SERVERLESS:
            message = f"{instance.instance_class} runs day and night in dev"
            yield Complaint(at(instance.address, "instance_class"), message, f"instance_class: {SERVERLESS}")
    for cluster in in_environment(graph, AuroraCluster, "dev"):
        scaling = cluster.serverlessv2_scaling_configuration
        if scaling is not None and scaling.min_capacity > IDLE_ACU:
            message = f"{scaling.min_capacity:g} ACU are there while nobody works"
            path = at(cluster.address, "serverlessv2_scaling_configuration", "min_capacity")
            yield Complaint(path, message, "min_capacity: 0.5")
