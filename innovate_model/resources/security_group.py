"""aws_security_group, with its rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.peer import Peers
from innovate_model.values import FrozenDict, FrozenMap, PortRange


class IngressRule(Part):
    """Lets connections in: to `ports`, from `from`."""

    ports: PortRange
    peers: Peers = Field(alias="from")
    description: str = ""


class EgressRule(Part):
    """Lets connections out: to `ports`, to `to`."""

    ports: PortRange
    peers: Peers = Field(alias="to")
    description: str = ""


class SecurityGroup(Resource):
    """A stateful firewall around network interfaces: rules only allow, answers always pass.

    `egress` must be written, if only `{}`: AWS starts a group with an allow-all egress rule and Terraform removes it.
    60 inbound and 60 outbound rules by default: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
    """

    kind: ClassVar[str] = "security_group"
    section: ClassVar[str] = "security_groups"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    description: str = ""
    ingress: FrozenMap[IngressRule] = FrozenDict()
    egress: FrozenMap[EgressRule]

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        for direction, rules in (("ingress", self.ingress), ("egress", self.egress)):
            for name, rule in rules.items():
                for peer in rule.peers:
                    if peer.address:
                        relation = Relation.ASSOCIATED_WITH if peer.kind == "prefix_list" else Relation.ALLOWS
                        yield Edge(
                            self.address, relation, peer.address, (direction, name), detail=f"{direction} {rule.ports}"
                        )
