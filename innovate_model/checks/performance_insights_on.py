"""Every instance of a database records what it spends its time on.

Design document §6: "performance insights enabled". AWS ended the console of that name on 2026-07-31 and shows the same
data in CloudWatch Database Insights; the setting, its API and its name in Terraform stay, and all instances of a
cluster must have it alike:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_PerfInsights.Enabling.html
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DatabaseInsights.Considerations.html

PASS:
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
                instances: {writer: {instance_class: db.r6g.large, performance_insights_enabled: yes}}
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
                instances:
                  writer: {instance_class: db.r6g.large, performance_insights_enabled: yes}
                  reader: {instance_class: db.r6g.large}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_instance import AuroraInstance

SEVERITY = Severity.WARNING
PILLAR: Pillar = "performance efficiency"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each instance that does not."""
    for instance in graph.model.of(AuroraInstance):
        if not instance.performance_insights_enabled:
            path = at(instance.address, "performance_insights_enabled")
            message = "nobody can see what this instance spends its time on"
            yield Complaint(path, message, "performance_insights_enabled: yes")
