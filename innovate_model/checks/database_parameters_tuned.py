"""A database has a parameter group of its own, of its engine's version, in which something is set.

Design document §6: "Parameter groups tuned for workload". The default group cannot be changed, and a cluster that is
moved to another one later must be restarted:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_WorkingWithParamGroups.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        rds_cluster_parameter_groups:
          postgres: {family: aurora-postgresql16, parameters: {log_min_duration_statement: 500}}
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
                parameter_group: postgres
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
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        rds_cluster_parameter_groups: {postgres: {family: aurora-postgresql15, parameters: {work_mem: 65536}}}
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
                parameter_group: postgres
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        rds_cluster_parameter_groups: {postgres: {family: aurora-postgresql16}}
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
                parameter_group: postgres
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.rds_cluster_parameter_group import RdsClusterParameterGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "performance efficiency"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster without a group or with one for another engine, and for each group that is used
    and sets nothing."""
    used: dict[str, str] = {}
    for cluster in graph.model.of(AuroraCluster):
        path = at(cluster.address, "parameter_group")
        group = graph.model.get(cluster.parameter_group, RdsClusterParameterGroup)
        if cluster.parameter_group is None:
            mend = f"parameter_group: one of the family {_family(cluster)}"
            yield Complaint(path, "this database runs with the engine's default parameters", mend)
        elif group is not None:
            used.setdefault(group.address, cluster.address)
            if group.family != _family(cluster):
                message = f"{group.name} is of the family {group.family}, and this is {_family(cluster)}"
                related = Related("its family", at(group.address, "family"))
                yield Complaint(path, message, f"name a group of the family {_family(cluster)}", (related,))
    for address, cluster_address in used.items():
        group = graph.model.get(address, RdsClusterParameterGroup)
        if group is not None and not group.parameters:
            related = Related("which uses it", at(cluster_address, "parameter_group"))
            mend = "parameters: {log_min_duration_statement: 500}"
            yield Complaint(at(address, "parameters"), "this parameter group sets nothing", mend, (related,))


def _family(cluster: AuroraCluster) -> str:
    """The engine with its major version: for MySQL the first two numbers, for PostgreSQL the first."""
    parts = cluster.engine_version.split(".")
    return cluster.engine + (".".join(parts[:2]) if cluster.engine == "aurora-mysql" else parts[0])
