"""Security groups. AWS keeps permissions, each with several peers; the rules' names are the model's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.analyses.plain_rules import Permission, permissions
from innovate_model.aws.calls import Call, Item
from innovate_model.aws.services.base import Ec2Type, Seen, Unknown, View
from innovate_model.aws.services.prefix_list import prefix_list_id
from innovate_model.resources.peer import Peer
from innovate_model.resources.prefix_list import PrefixList
from innovate_model.resources.security_group import SecurityGroup
from innovate_model.values import Ports

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

SECURITY_GROUPS = Call("ec2", "describe_security_groups", "SecurityGroups")

_PEERS = (
    ("IpRanges", "CidrIp", "cidr"),
    ("Ipv6Ranges", "CidrIpv6", "cidr"),
    ("UserIdGroupPairs", "GroupId", "security_group"),
    ("PrefixListIds", "PrefixListId", "prefix_list"),
)


class SecurityGroups(Ec2Type[SecurityGroup]):
    """The group's name is AWS's mark for the default one: no other can be called `default`
    (https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html)."""

    resource = SecurityGroup
    calls = (SECURITY_GROUPS,)
    id_key = "GroupId"
    meets_packets: ClassVar[bool] = True
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"description"})

    def made_by_aws(self, item: Item) -> str:
        if item["GroupName"] != "default":
            return ""
        inward, outward = item.get("IpPermissions", []), item.get("IpPermissionsEgress", [])
        only_itself = all(
            not each.get("IpRanges") and all(pair["GroupId"] == item["GroupId"] for pair in each["UserIdGroupPairs"])
            for each in inward
        )
        untouched = only_itself and len(inward) <= 1 and all(each["IpProtocol"] == "-1" for each in (*inward, *outward))
        return "default security group" if untouched else ""

    def seen_as(self, item: Item, view: View) -> Seen:
        seen = super().seen_as(item, view)
        return Seen(seen.id, item, seen.name or item["GroupName"], seen.parent, seen.tags, made_by_aws=seen.made_by_aws)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "description": seen.item.get("Description", ""),
            "ingress": dict(_rules(seen.item.get("IpPermissions", []), "from", view)),
            "egress": dict(_rules(seen.item.get("IpPermissionsEgress", []), "to", view)),
        }

    def create(self, sandbox: Sandbox, resource: SecurityGroup) -> str:
        ec2 = sandbox.client("ec2", resource)
        made = ec2.create_security_group(
            GroupName=resource.name,
            Description=resource.description or "Managed by Innovate Model",
            VpcId=sandbox.id(resource.parent),
            TagSpecifications=sandbox.tag_specification("security-group", resource),
        )["GroupId"]
        original = ec2.describe_security_groups(GroupIds=[made])["SecurityGroups"][0]["IpPermissionsEgress"]
        ec2.revoke_security_group_egress(GroupId=made, IpPermissions=original)
        return str(made)

    def connect(self, sandbox: Sandbox, resource: SecurityGroup) -> None:
        ec2, group_id = sandbox.client("ec2", resource), sandbox.id(resource.address)
        for direction, rules, authorize in (
            ("ingress", resource.ingress, ec2.authorize_security_group_ingress),
            ("egress", resource.egress, ec2.authorize_security_group_egress),
        ):
            wanted = []
            for permission in permissions(rules):
                with sandbox.part(resource, direction, str(permission)):
                    wanted.append(aws_permission(sandbox, resource, permission))
            if wanted:
                with sandbox.part(resource, direction):
                    authorize(GroupId=group_id, IpPermissions=wanted)

    def delete(self, sandbox: Sandbox, resource: SecurityGroup) -> None:
        sandbox.client("ec2", resource).delete_security_group(GroupId=sandbox.id(resource.address))


def aws_permission(sandbox: Sandbox, resource: SecurityGroup, permission: Permission) -> dict[str, Any]:
    """One permission of a group as EC2 takes it."""
    ports, peer = permission
    made: dict[str, Any] = {"IpProtocol": "-1" if ports.protocol == "all" else ports.protocol}
    if ports.protocol.startswith("icmp"):
        made |= {"FromPort": -1, "ToPort": -1}
    elif ports.protocol != "all":
        made |= {"FromPort": ports.from_port, "ToPort": ports.to_port}
    if "/" in peer:
        key, name = ("Ipv6Ranges", "CidrIpv6") if ":" in peer else ("IpRanges", "CidrIp")
        made[key] = [{name: peer}]
    elif sandbox.model.get(peer, PrefixList):
        made["PrefixListIds"] = [{"PrefixListId": prefix_list_id(sandbox, peer, resource)}]
    else:
        made["UserIdGroupPairs"] = [{"GroupId": sandbox.id(peer)}]
    return made


def _rules(aws_permissions: list[Item], word: str, view: View) -> Iterator[tuple[str, dict[str, Any] | Unknown]]:
    """Rules with names made of what they say, as AWS keeps none. One for a protocol that the model has no word for is
    left out and said: no packet of another protocol depends on it."""
    for each in aws_permissions:
        ports = _ports(each)
        for key, name, kind in _PEERS:
            for peer in each.get(key) or []:
                text = view.known(peer[name]) or peer[name]
                made = Peer("cidr", "", (text,)) if kind == "cidr" else Peer(kind, text)  # type: ignore[arg-type] # one of three words
                if isinstance(ports, Unknown):
                    yield f"{ports.reason} {word} {text}", Unknown(f"a rule for {ports.reason} cannot be said")
                else:
                    rule = {"ports": ports, word: (made,), "description": peer.get("Description", "")}
                    yield f"{ports} {word} {text}", rule


_PROTOCOLS = {"-1": "all", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6"}
_PINGS = {"icmp": (-1, 8), "icmpv6": (-1, 128)}
"""The types of ICMP that an echo request has, or any: what the model means by the word.
https://www.iana.org/assignments/icmp-parameters/icmp-parameters.xhtml"""


def _ports(each: Item) -> Ports | Unknown:
    """What a permission speaks of.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
    """
    protocol = _PROTOCOLS.get(each["IpProtocol"], each["IpProtocol"])
    if protocol in ("tcp", "udp"):
        return Ports(protocol, each["FromPort"], each["ToPort"])
    if protocol == "all" or each.get("FromPort", -1) in _PINGS.get(protocol, ()):
        return Ports(protocol, 0, 65535)
    return Unknown(f"{protocol} type {each['FromPort']}" if protocol in _PINGS else f"protocol {protocol}")
