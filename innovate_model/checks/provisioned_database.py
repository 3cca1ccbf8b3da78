"""Databases of staging and production run on provisioned instances.

Design document §6: "Aurora PostgreSQL Serverless v2 for Dev/Sandbox; Provisioned Multi-AZ cluster for Staging/Prod to
handle predictable baseline load". Capacity that is there all the time costs less as an instance, and staging shows
only what it shares with production:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.html

PASS:
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
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                instances: {writer: {instance_class: db.r6g.large}}
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
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                instances: {writer: {instance_class: db.serverless}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of, in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_instance import AuroraInstance

SEVERITY = Severity.WARNING
PILLAR: Pillar = "performance efficiency"
SECTION = "6"


SERVERLESS = "db.serverless"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each serverless instance there."""
    for instance in in_environment(graph, AuroraInstance, "staging", "production"):
        if instance.instance_class == SERVERLESS:
            message = f"a serverless instance in {environment_of(graph, instance)}"
            yield Complaint(at(instance.address, "instance_class"), message, "choose a class such as db.r6g.large")
