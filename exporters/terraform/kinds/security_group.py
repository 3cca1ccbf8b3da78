"""aws_security_group, with rules as aws_vpc_security_group_ingress_rule and its twin take them.

A rule there has one peer, so each peer becomes an entry `RULE@PEER`. The peer belongs to the key because it belongs to
a rule's identity in AWS, which refuses the same rule twice
(https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html): with RULE alone, a second peer would make
Terraform create a rule before it deletes its double. No peer holds an @, so no two entries get one key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporters.terraform.parts import key, plain, ports, text
from exporters.terraform.rules import IPV4_BLOCK, IPV6_BLOCK, PORTS_IN_ORDER, exactly_one
from exporters.terraform.shapes import Attribute, Json, Kind, Object, Read, Scalar, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.peer import Peer
from innovate_model.resources.security_group import EgressRule, IngressRule, SecurityGroup

_Entry = tuple[IngressRule | EgressRule, str, str]
"""The rule, the kind of the one peer (cidr, security_group, prefix_list), and its block or address."""


def _target(entry: _Entry, kind: str) -> str | None:
    return entry[2] if entry[1] == kind else None


def _block(entry: _Entry, is_ipv6: bool) -> str | None:
    block = _target(entry, "cidr")
    return block if block is not None and (":" in block) == is_ipv6 else None


_ENTRY = (
    plain("cidr_ipv4", Scalar("string", IPV4_BLOCK), lambda entry: _block(entry, False)),
    plain("cidr_ipv6", Scalar("string", IPV6_BLOCK), lambda entry: _block(entry, True)),
    text("description", lambda entry: entry[0].description),
    key("prefix_list", "prefix_list", lambda entry: _target(entry, "prefix_list")),
    key("referenced_security_group", "security_group", lambda entry: _target(entry, "security_group")),
    *ports(lambda entry: entry[0].ports, "ip_protocol", all_ports=None),
)

_PEERS = ("cidr_ipv4", "cidr_ipv6", "prefix_list", "referenced_security_group")


def _targets(peer: Peer) -> tuple[str, ...]:
    return peer.cidr_blocks if peer.kind == "cidr" else (peer.address,)


def _entries(direction: str) -> Read:
    def read(group: SecurityGroup, site: Site) -> Json:
        rules: Mapping[str, Any] = getattr(group, direction)
        return {
            f"{name}@{target if peer.kind == 'cidr' else site.key(target)}": write(
                _ENTRY, (rule, peer.kind, target), site
            )
            for name, rule in rules.items()
            for peer in rule.peers
            for target in _targets(peer)
        }

    return read


def _direction(name: str) -> Attribute:
    return Attribute(name, Table(Object(_ENTRY, (exactly_one(*_PEERS), PORTS_IN_ORDER))), _entries(name), default={})


KIND = Kind("security_group", instead={name: (_direction(name),) for name in ("ingress", "egress")})
