"""aws_network_acl, with one entry for each number as aws_network_acl_rule takes them.

A rule of the model may name several blocks; AWS has one block for each number
(https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html). The blocks take the numbers that follow, and a rule
whose number is taken by then moves up: the order, which decides, stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporters.terraform.parts import plain, ports
from exporters.terraform.rules import IPV4_BLOCK, IPV6_BLOCK, PORTS_IN_ORDER, RULE_NUMBER, exactly_one, one_of
from exporters.terraform.shapes import Attribute, Json, Kind, Object, Read, Scalar, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.network_acl import NetworkAcl

_ENTRY = (
    plain("cidr_block", Scalar("string", IPV4_BLOCK), lambda entry: None if ":" in entry[1] else entry[1]),
    plain("ipv6_cidr_block", Scalar("string", IPV6_BLOCK), lambda entry: entry[1] if ":" in entry[1] else None),
    plain(
        "rule_action",
        Scalar("string", one_of("allow", "deny")),
        lambda entry: "deny" if entry[0].allow is None else "allow",
        is_required=True,
    ),
    *ports(lambda entry: entry[0].ports, "protocol", all_ports=0),
)


def _entries(direction: str) -> Read:
    def read(acl: NetworkAcl, site: Site) -> Json:
        rules: Mapping[int, Any] = getattr(acl, direction)
        written: dict[str, Json] = {}
        last = 0
        for number, rule in rules.items():
            if last >= number:
                site.leave_out(
                    f"network_acl.{direction} the number {number}",
                    "taken by blocks of the rule before it, the rule moves up",
                    acl.address,
                )
            for block in dict.fromkeys(block for peer in rule.peers for block in peer.cidr_blocks):
                last = max(last + 1, number)
                written[str(last)] = write(_ENTRY, (rule, block), site)
        return written

    return read


def _direction(name: str) -> Attribute:
    return Attribute(
        name,
        Table(Object(_ENTRY, (exactly_one("cidr_block", "ipv6_cidr_block"), PORTS_IN_ORDER)), RULE_NUMBER),
        _entries(name),
        default={},
    )


KIND = Kind("network_acl", instead={name: (_direction(name),) for name in ("ingress", "egress")})
