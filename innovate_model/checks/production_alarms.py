"""An alarm watches every production database, and every load balancer that faces the internet.

Design document §8: "PagerDuty/SNS alerts". What customers depend on most is what has to call somebody when it fails:
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_monitor_aws_resources_monitor_resources.html

Load balancers are judged in accounts where anything is watched by an alarm: an account without one may be watched from
elsewhere, by agents that the model does not know.

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
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
        cloudwatch_metric_alarms:
          load:
            watches: vpcs.main.aurora_clusters.main
            namespace: AWS/RDS
            metric_name: CPUUtilization
            comparison_operator: GreaterThanThreshold
            threshold: 80
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
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of, in_environment
from innovate_model.analyses.exposure import internet_facing
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "8"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each that no alarm watches, itself or by one of its parts."""
    alarms = list(graph.model.of(CloudwatchMetricAlarm))
    watching = {alarm.parent for alarm in alarms}
    instances = {alarm.watches for alarm in alarms if graph.model.get(alarm.watches, AuroraInstance)}
    by_part = {graph.model[address].parent for address in instances}
    dear: list[Resource] = list(in_environment(graph, AuroraCluster, "production"))
    dear += in_environment(graph, ElasticacheReplicationGroup, "production")
    dear += [
        lb
        for lb in internet_facing(graph)
        if environment_of(graph, lb) == "production" and lb.within("accounts") in watching
    ]
    for resource in dear:
        if resource.address not in by_part and not _is_watched(graph, resource):
            message = f"no alarm watches this production {resource.kind}"
            mend = f"add a cloudwatch_metric_alarm that watches {resource.address}"
            yield Complaint(at(resource.address), message, mend)


def _is_watched(graph: Graph, resource: Resource) -> bool:
    watchers = graph.sources(resource.address, Relation.WATCHES)
    return any(graph.model[watcher].kind == CloudwatchMetricAlarm.kind for watcher in watchers)
