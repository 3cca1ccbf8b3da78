"""aws_network_acl, with its rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.peer import BlockPeers
from innovate_model.values import FrozenDict, PortRange, Ports


class _Rule(Part):
    allow: PortRange | None = None
    deny: PortRange | None = None
    peers: BlockPeers

    @property
    def ports(self) -> Ports:
        """What it allows or denies."""
        said = self.allow if self.allow is not None else self.deny
        assert said is not None, "the type sees to it that a rule says one of the two"
        return said

    @model_validator(mode="after")
    def _says_one(self) -> Any:
        if (self.allow is None) == (self.deny is None):
            raise PydanticCustomError("missing_key", "{message}", {"message": "a rule says either `allow` or `deny`"})
        return self


class AclIngressRule(_Rule):
    """Packets that come into the subnet: `allow` or `deny` ports, from `from`."""

    peers: BlockPeers = Field(alias="from")


class AclEgressRule(_Rule):
    """Packets that leave the subnet: `allow` or `deny` ports, to `to`."""

    peers: BlockPeers = Field(alias="to")


def _rule_number(value: Any) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 32766):
        message = f"`{text}` is not a rule number: 1 to 32766"
        raise PydanticCustomError("bad_rule_number", "{message}", {"message": message})
    return int(text)


RuleNumber = Annotated[int, BeforeValidator(_rule_number)]


def _in_order(rules: Mapping[int, Any]) -> Any:
    return FrozenDict(sorted(rules.items()))  # type: ignore[arg-type] # keyed by number


class NetworkAcl(Resource):
    """A stateless packet filter at the border of its subnets: the rule with the lowest number that fits decides,
    answers included.

    Rule number -> rule; what no rule fits is denied. AWS has one block for each number: a rule of several, or of a
    tier, becomes several in Terraform, under the numbers that follow, and moves the next up where these are taken (100
    with two blocks and 101 become 100, 101, 102). Numbers in steps of 10 leave room.
    https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
    https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
    """

    kind: ClassVar[str] = "network_acl"
    section: ClassVar[str] = "network_acls"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    ingress: Annotated[Mapping[RuleNumber, AclIngressRule], AfterValidator(_in_order)]
    egress: Annotated[Mapping[RuleNumber, AclEgressRule], AfterValidator(_in_order)]

    def edges(self) -> Iterator[Edge]:
        yield from super().edges()
        for direction, rules in (("ingress", self.ingress), ("egress", self.egress)):
            for number, rule in rules.items():
                for peer in rule.peers:
                    if peer.address and rule.allow is not None:
                        path = (direction, str(number))
                        yield Edge(
                            self.address, Relation.ALLOWS, peer.address, path, detail=f"{direction} {rule.allow}"
                        )
