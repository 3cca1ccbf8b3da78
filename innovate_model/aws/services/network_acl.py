"""Network ACLs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.analyses.plain_rules import AclEntry, acl_entries
from innovate_model.aws.calls import Call, Item, tags_of
from innovate_model.aws.services.base import Ec2Type, Seen, Unknown, View
from innovate_model.resources.network_acl import NetworkAcl
from innovate_model.resources.peer import Peer
from innovate_model.values import Ports

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

NETWORK_ACLS = Call("ec2", "describe_network_acls", "NetworkAcls")
LAST_RULE = 32767
"""The deny that ends every ACL and cannot be changed
(https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html); IPv6 has 32768.
"""

_PROTOCOLS = {"-1": "all", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
_NUMBERS = {name: number for number, name in _PROTOCOLS.items()}


class NetworkAcls(Ec2Type[NetworkAcl]):
    """AWS numbers protocols and writes an allow-all default ACL into each VPC."""

    resource = NetworkAcl
    calls = (NETWORK_ACLS,)
    id_key = "NetworkAclId"
    model_only: ClassVar[dict[str, str]] = {}

    def made_by_aws(self, item: Item) -> str:
        return "default network ACL" if is_untouched(item) else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        rules: dict[str, dict[int, dict[str, Any] | Unknown]] = {"ingress": {}, "egress": {}}
        for entry in seen.item.get("Entries", []):
            if entry["RuleNumber"] < LAST_RULE:
                direction, word = ("egress", "to") if entry["Egress"] else ("ingress", "from")
                block, ports = entry.get("CidrBlock") or entry.get("Ipv6CidrBlock"), _ports(entry)
                rules[direction][entry["RuleNumber"]] = (
                    ports
                    if isinstance(ports, Unknown)
                    else {entry["RuleAction"]: ports, word: (Peer("cidr", "", (block,)),)}
                )
        return dict(rules)

    def create(self, sandbox: Sandbox, resource: NetworkAcl) -> str:
        made = sandbox.client("ec2", resource).create_network_acl(
            VpcId=sandbox.id(resource.parent), TagSpecifications=sandbox.tag_specification("network-acl", resource)
        )
        return str(made["NetworkAcl"]["NetworkAclId"])

    def connect(self, sandbox: Sandbox, resource: NetworkAcl) -> None:
        ec2, acl_id = sandbox.client("ec2", resource), sandbox.id(resource.address)
        for direction, rules in (("ingress", resource.ingress), ("egress", resource.egress)):
            for number, entry in acl_entries(rules).items():
                with sandbox.part(resource, direction, str(number)):
                    ec2.create_network_acl_entry(
                        NetworkAclId=acl_id, RuleNumber=number, Egress=direction == "egress", **_arguments(entry)
                    )


def is_untouched(item: Item) -> bool:
    """Is it the default ACL of a VPC as AWS made it, which lets everything through?

    https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
    """
    entries = [entry for entry in item.get("Entries", []) if entry["RuleNumber"] < LAST_RULE]
    untouched = not tags_of(item) and all(_is_original(entry) for entry in entries) and len(entries) in (2, 4)
    return bool(item.get("IsDefault")) and untouched


def _is_original(entry: Item) -> bool:
    block = entry.get("CidrBlock") or entry.get("Ipv6CidrBlock")
    return entry["RuleAction"] == "allow" and entry["Protocol"] == "-1" and block in ("0.0.0.0/0", "::/0")


_PINGS = {"icmp": (-1, 8, 0), "icmpv6": (-1, 128, 129)}
"""The types of ICMP that an echo and its reply have, or any: what the model means by the word.
https://www.iana.org/assignments/icmp-parameters/icmp-parameters.xhtml"""


def _ports(entry: Item) -> Ports | Unknown:
    """What an entry speaks of. One for a protocol that the model has no word for is left out and said: no packet of
    another protocol depends on it.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html
    """
    protocol = _PROTOCOLS.get(str(entry["Protocol"]))
    kind = (entry.get("IcmpTypeCode") or {}).get("Type", -1)
    if protocol is None:
        return Unknown(f"a rule for protocol {entry['Protocol']} cannot be said")
    if kind not in _PINGS.get(protocol, (kind,)):
        return Unknown(f"a rule for {protocol} type {kind} cannot be said")
    limits = entry.get("PortRange") if protocol in ("tcp", "udp") else None
    return Ports(protocol, limits["From"], limits["To"]) if limits else Ports(protocol, 0, 65535)


def _arguments(entry: AclEntry) -> dict[str, Any]:
    key = "Ipv6CidrBlock" if ":" in entry.cidr_block else "CidrBlock"
    arguments: dict[str, Any] = {
        "Protocol": _NUMBERS[entry.ports.protocol],
        "RuleAction": "allow" if entry.is_allowed else "deny",
        key: entry.cidr_block,
    }
    if entry.ports.protocol in ("tcp", "udp"):
        arguments["PortRange"] = {"From": entry.ports.from_port, "To": entry.ports.to_port}
    if entry.ports.protocol.startswith("icmp"):
        arguments["IcmpTypeCode"] = {"Type": -1, "Code": -1}
    return arguments
