"""Three things that people do by hand.

Take something away, change something, leave something lying. For the demo and the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from innovate_model.analyses.plain_rules import Permission, permissions
from innovate_model.aws.access import sandbox_access
from innovate_model.aws.sandbox import Sandbox, Seeded
from innovate_model.aws.services import aws_types
from innovate_model.aws.services.instance import IMAGE
from innovate_model.aws.services.security_group import aws_permission
from innovate_model.edge import Relation
from innovate_model.graph import Graph, build
from innovate_model.model import Model
from innovate_model.resources.account import Account
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.base import Resource
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.resources.subnet import Subnet
from innovate_model.values import Ports

DELETED_FIRST = (
    "aurora_instance",
    "eks_node_group",
    "instance",
    "listener",
    "ecr_repository",
    "secret",
    "s3_bucket",
    "nat_gateway",
    "security_group",
    "subnet",
)
"""Kinds that may be taken away, the most telling first."""
BY_HAND = "debug"


@dataclass(frozen=True, slots=True)
class Disturbance:
    """One thing that was done: `address` is where a comparison should find it, `sentence` says it to people."""

    what: Literal["deleted", "changed", "added"]
    address: str
    sentence: str


def disturb(model: Model, seeded: Seeded, endpoint_url: str) -> tuple[Disturbance, ...]:
    """Do up to three things in an emulator that was seeded with the model; fewer where the model has nothing for one
    of them.

    NotLoopback for an endpoint that is not this machine. The same model meets with the same three.
    """
    sandbox = Sandbox(model, sandbox_access(endpoint_url), dict(seeded.ids))
    return (*_delete_one(sandbox), *_change_one(sandbox), *_add_one(sandbox))


def _delete_one(sandbox: Sandbox) -> Iterator[Disturbance]:
    graph = build(sandbox.model)
    for kind in DELETED_FIRST:
        for resource in _production_first(sandbox, reversed(_made(sandbox, kind))):
            if _stands_alone(sandbox, graph, resource):
                aws_types()[kind].delete(sandbox, resource)
                yield Disturbance("deleted", resource.address, f"deleted the {_words(kind)} {resource.address}")
                return


def _change_one(sandbox: Sandbox) -> Iterator[Disturbance]:
    guards = [group for cluster in _made(sandbox, AuroraCluster.kind) for group in cluster.security_groups]  # type: ignore[attr-defined] # of that kind
    groups = [each.address for each in _made(sandbox, SecurityGroup.kind)]
    for address in [each for each in guards if each in sandbox.ids] or groups:
        group = sandbox.model.get(address, SecurityGroup)
        assert group is not None, "it is there by its kind"
        opening = _opening(group)
        if opening is None:
            continue
        opened = aws_permission(sandbox, group, opening)
        sandbox.client("ec2", group).authorize_security_group_ingress(
            GroupId=sandbox.id(address), IpPermissions=[opened]
        )
        yield Disturbance(
            "changed", address, f"opened {opening.ports} to {opening.peer} in the security group {address}"
        )
        return


def _opening(group: SecurityGroup) -> Permission | None:
    """A port of the group that the whole internet could reach from now on; None where it can reach all of them."""
    there = permissions(group.ingress)
    ports = [rule.ports for rule in group.ingress.values() if rule.ports.protocol == "tcp"]
    wanted = (Permission(each, "0.0.0.0/0") for each in (*ports, Ports("tcp", 22, 22)))
    return next((each for each in wanted if each not in there), None)


def _add_one(sandbox: Sandbox) -> Iterator[Disturbance]:
    for subnet in _made(sandbox, Subnet.kind):
        sandbox.client("ec2", subnet).run_instances(
            ImageId=IMAGE,
            MinCount=1,
            MaxCount=1,
            InstanceType="t3.micro",
            SubnetId=sandbox.id(subnet.address),
            TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "Name", "Value": BY_HAND}]}],
        )
        address = f"{subnet.parent}.instances.{BY_HAND}"
        yield Disturbance("added", address, f"started an instance called {BY_HAND} in {subnet.address}")
        return


def _made(sandbox: Sandbox, kind: str) -> list[Resource]:
    """What was made of a kind, production's first."""
    found = (each for each in sandbox.model if each.kind == kind and each.address in sandbox.ids)
    return _production_first(sandbox, found)


def _production_first(sandbox: Sandbox, resources: Iterable[Resource]) -> list[Resource]:
    """That is where it hurts."""
    return sorted(resources, key=lambda each: not _is_in_production(sandbox.model, each))


def _is_in_production(model: Model, resource: Resource) -> bool:
    account = model.get(resource.within("accounts"), Account)
    return account is not None and account.environment == "production"


def _stands_alone(sandbox: Sandbox, graph: Graph, resource: Resource) -> bool:
    """Whether nothing but what holds it speaks of it, so that its loss shows nowhere else. What covers it on the bill
    and was not made (a reservation) shows nothing."""
    holders = (resource.parent, resource.address)
    speaking = [
        edge
        for edge in graph.into(resource.address)
        if edge.relation is not Relation.APPLIES_TO or edge.source in sandbox.ids
    ]
    return all(edge.source in holders for edge in speaking) and not any(
        graph.targets(resource.address, Relation.CONTAINS)
    )


def _words(kind: str) -> str:
    return kind.replace("_", " ")
