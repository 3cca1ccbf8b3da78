"""Instance types, classes of databases and node types of caches have names that AWS could give: a family and a size.

Design document §4.2: "Mix of on-demand and spot instances". A misspelt type is found out when Terraform asks for it;
until then it has no price and no size here. Only the make of a name is judged, as AWS adds types:
https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a]
            subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
            instances: {one: {instance_type: m7i-flex.large, subnet: app}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a]
            subnets: {app: {cidr_block: 10.0.0.0/24, availability_zone: a}}
            instances: {one: {instance_type: m6i.lage, subnet: app}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.instance_types import is_like_a_type, sizes_near
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.hints import did_you_mean
from innovate_model.resources.aurora_instance import AuroraInstance
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.instance import Instance

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each name that is none."""
    for resource in graph.model:
        match resource:
            case EksNodeGroup():
                for index, name in enumerate(resource.instance_types):
                    yield from _judged(resource.address, ("instance_types", index), "", name)
            case Instance():
                yield from _judged(resource.address, ("instance_type",), "", resource.instance_type)
            case AuroraInstance() if resource.instance_class != "db.serverless":
                yield from _judged(resource.address, ("instance_class",), "db.", resource.instance_class)
            case ElasticacheReplicationGroup():
                yield from _judged(resource.address, ("node_type",), "cache.", resource.node_type)


def _judged(address: str, path: tuple[str | int, ...], start: str, name: str) -> Iterator[Complaint]:
    rest = name.removeprefix(start)
    if not name.startswith(start) or not is_like_a_type(rest):
        meant = did_you_mean(f"{start}{each}" for each in sizes_near(rest))
        yield Complaint(at(address, *path), f"`{name}` is no instance type that is known here", meant)
