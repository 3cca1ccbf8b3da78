"""Rules of security groups and network ACLs as lines of nftables. Only addresses, numbers and our own words get into
them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import collapse_addresses
from typing import Any

from innovate_model.resources.network_acl import AclEgressRule, AclIngressRule, NetworkAcl
from innovate_model.values import Network, Ports, network

FAMILIES = ((4, "ip"), (6, "ip6"))
NEIGHBOURS = "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, nd-router-advert } accept"
"""IPv6 finds its neighbours by ICMP, which no filter of AWS touches."""
ERRORS = (
    "icmp type { destination-unreachable, time-exceeded } drop",
    "icmpv6 type { destination-unreachable, time-exceeded } drop",
)
"""Complaints of the kernel's routers, of which AWS's send none; they would end handshakes that wait."""

WITHIN, NEAR, TRANSIT, ELSEWHERE, BY_REFERENCE, ANSWER = 0, 1, 2, 3, 4, 5
"""What the DSCP field of a packet says of its way: inside its VPC, over peering within a region, over one transit
gateway that knows of security groups, any other. And from its sender on: it may go out only because an egress rule
names a security group, which AWS resolves within the VPC and over such peering alone
(https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing,
https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security); it is an answer."""


def matching(ports: Ports) -> str:
    """What fits a protocol and range of ports."""
    if ports.protocol == "all":
        return ""
    if ports.protocol in ("tcp", "udp") and (ports.from_port, ports.to_port) != (0, 65535):
        return f"{ports.protocol} dport {ports.from_port}-{ports.to_port}"
    return f"meta l4proto {ports.protocol}"


def among(field: str, blocks: Iterable[str | Network]) -> Iterator[str]:
    """What fits an address (`field`: saddr or daddr) in any of the blocks: one condition for each IP version."""
    networks: list[Any] = [network(block) if isinstance(block, str) else block for block in blocks]
    for version, family in FAMILIES:
        whole = list(collapse_addresses(one for one in networks if one.version == version))
        if any(one.prefixlen == 0 for one in whole):
            yield f"meta nfproto ipv{version}"
        elif whole:
            yield f"{family} {field} {{ {', '.join(map(str, whole))} }}"


def way_is(*codes: int) -> Iterator[tuple[str, str]]:
    """For each IP version: its name in conditions, and what fits packets with one of these codes."""
    for _, family in FAMILIES:
        yield family, f"{family} dscp {{ {', '.join(map(str, codes))} }}"


def say_way(match: str, code: int) -> Iterator[str]:
    """Lines that write a code into the packets that match."""
    for _, family in FAMILIES:
        yield f"{match} {family} dscp set {code}"


def acl_chain(acl: NetworkAcl, direction: str) -> Iterator[str]:
    """One direction of a network ACL: in the order of the numbers the first rule that fits decides, and what none fits
    is dropped. Nothing is remembered of sessions.

    https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html
    """
    rules: Iterable[tuple[int, AclIngressRule | AclEgressRule]]
    rules = acl.ingress.items() if direction == "ingress" else acl.egress.items()
    field = "saddr" if direction == "ingress" else "daddr"
    for _, rule in sorted(rules, key=lambda item: item[0]):
        verdict = "return" if rule.allow is not None else "drop"
        for condition in among(field, (block for peer in rule.peers for block in peer.cidr_blocks)):
            yield f"{condition} {matching(rule.ports)} {verdict}"
    yield "drop"
