"""VPCs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import Ec2Type, Seen, Unknown, View
from innovate_model.resources.vpc import Vpc

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

DNS_SUPPORT, DNS_HOSTNAMES = (
    Call("ec2", "describe_vpc_attribute", arguments=(("Attribute", name),), ask=by("VpcId", "VpcId"))
    for name in ("enableDnsSupport", "enableDnsHostnames")
)
VPCS = Call("ec2", "describe_vpcs", "Vpcs", then=(DNS_SUPPORT, DNS_HOSTNAMES))


class Vpcs(Ec2Type[Vpc]):
    """One list, and a question for each DNS attribute of each VPC."""

    resource = Vpc
    calls = (VPCS,)
    id_key = "VpcId"
    meets_packets: ClassVar[bool] = True
    vpc_key = ""
    model_only: ClassVar[dict[str, str]] = {"availability_zones": "where the model's families go; AWS knows subnets"}

    def made_by_aws(self, item: Item) -> str:
        return "default VPC" if item.get("IsDefault") else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        blocks = [each["CidrBlock"] for each in item.get("CidrBlockAssociationSet", []) if _is_on(each, "CidrBlock")]
        ipv6 = [
            each["Ipv6CidrBlock"]
            for each in item.get("Ipv6CidrBlockAssociationSet", [])
            if _is_on(each, "Ipv6CidrBlock")
        ]
        return {
            "region": view.region,
            "cidr_block": item["CidrBlock"],
            "secondary_cidr_blocks": tuple(block for block in blocks if block != item["CidrBlock"]),
            "ipv6_cidr_block": ipv6[0] if ipv6 else None,
            "enable_dns_support": _flag(view.one(DNS_SUPPORT, item), "EnableDnsSupport"),
            "enable_dns_hostnames": _flag(view.one(DNS_HOSTNAMES, item), "EnableDnsHostnames"),
        }

    def create(self, sandbox: Sandbox, resource: Vpc) -> str:
        ec2 = sandbox.client("ec2", resource)
        vpc_id = ec2.create_vpc(
            CidrBlock=resource.cidr_block,
            AmazonProvidedIpv6CidrBlock=resource.ipv6_cidr_block is not None,
            TagSpecifications=sandbox.tag_specification("vpc", resource),
        )["Vpc"]["VpcId"]
        if resource.ipv6_cidr_block is not None:
            sandbox.leave_out(resource, ("ipv6_cidr_block",), "the emulator chooses IPv6 blocks by itself")
        for block in resource.secondary_cidr_blocks:
            with sandbox.part(resource, "secondary_cidr_blocks"):
                ec2.associate_vpc_cidr_block(VpcId=vpc_id, CidrBlock=block)
        ec2.modify_vpc_attribute(VpcId=vpc_id, EnableDnsSupport={"Value": resource.enable_dns_support})
        ec2.modify_vpc_attribute(VpcId=vpc_id, EnableDnsHostnames={"Value": resource.enable_dns_hostnames})
        return str(vpc_id)


def _is_on(association: Item, what: str) -> bool:
    return str(association.get(f"{what}State", {}).get("State", "associated")) in ("associated", "associating")


def _flag(answer: Item | Unknown | None, key: str) -> bool | Unknown:
    if answer is None or isinstance(answer, Unknown):
        return answer or Unknown(f"AWS did not tell {key}")
    return bool(answer[key]["Value"])
