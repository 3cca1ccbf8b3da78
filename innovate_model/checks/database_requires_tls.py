"""A database refuses connections that are not encrypted.

Design document §3.2 has TLS at every step, and sensitive data (§1) would cross the network readable on the last one.
Aurora offers TLS by itself; that it insists on it is a parameter, `rds.force_ssl` for PostgreSQL and
`require_secure_transport` for MySQL, whose default depends on the version:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        rds_cluster_parameter_groups: {postgres: {family: aurora-postgresql16, parameters: {rds.force_ssl: 1}}}
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
        rds_cluster_parameter_groups: {postgres: {family: aurora-postgresql16, parameters: {rds.force_ssl: 0}}}
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
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.rds_cluster_parameter_group import RdsClusterParameterGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"
INSISTING = {"aurora-postgresql": ("rds.force_ssl", "1"), "aurora-mysql": ("require_secure_transport", "ON")}
"""Engine -> the parameter, and the value that refuses plain connections."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each cluster without a group, and for each group that does not insist, with one that uses
    it."""
    users: dict[str, AuroraCluster] = {}
    for cluster in graph.model.of(AuroraCluster):
        name, value = INSISTING[cluster.engine]
        if cluster.parameter_group is None:
            message = f"nothing says that this database refuses plain connections: {name} is in no parameter group"
            mend = f"name a group with parameters: {{{name}: {value}}}"
            yield Complaint(at(cluster.address, "parameter_group"), message, mend)
        else:
            users.setdefault(cluster.parameter_group, cluster)
    for address, cluster in users.items():
        group = graph.model.get(address, RdsClusterParameterGroup)
        if group is not None:
            yield from _lax(group, cluster)


def _lax(group: RdsClusterParameterGroup, cluster: AuroraCluster) -> Iterator[Complaint]:
    name, value = INSISTING[cluster.engine]
    written = group.parameters.get(name)
    if written is not None and written.upper() in (value, "1"):
        return
    path = at(group.address, "parameters", *([name] if written is not None else []))
    message = f"{name} is not set, and whether the database takes plain connections is left to the engine's version"
    if written is not None:
        message = f"{name} is {written}, so the database takes plain connections"
    related = Related("which uses the group", at(cluster.address, "parameter_group"))
    yield Complaint(path, message, f"{name}: {value}", (related,))
