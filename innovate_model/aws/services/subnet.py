"""Subnets. Their route table and network ACL are listed at the other end, and who they are shared with by AWS RAM."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item
from innovate_model.aws.services.base import Ec2Type, Seen, Unknown, View
from innovate_model.aws.services.network_acl import NETWORK_ACLS, is_untouched
from innovate_model.aws.services.resource_share import SHARED_PRINCIPALS, SHARED_RESOURCES, SHARES, share, shared_with
from innovate_model.aws.services.route_table import ROUTE_TABLES
from innovate_model.resources.subnet import Subnet

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

SUBNETS = Call("ec2", "describe_subnets", "Subnets")


class Subnets(Ec2Type[Subnet]):
    """`route_table` is the one that it was explicitly given: the VPC's main table is nobody's choice. So is its default
    ACL, as long as that lets everything through as AWS made it."""

    resource = Subnet
    calls = (SUBNETS,)
    also_asks = (ROUTE_TABLES, NETWORK_ACLS, SHARED_RESOURCES, SHARED_PRINCIPALS, SHARES)
    id_key = "SubnetId"
    meets_packets: ClassVar[bool] = True

    def made_by_aws(self, item: Item) -> str:
        return "default subnet" if item.get("DefaultForAz") else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        ipv6 = [each["Ipv6CidrBlock"] for each in item.get("Ipv6CidrBlockAssociationSet", [])]
        return {
            "cidr_block": item.get("CidrBlock") or None,
            "ipv6_cidr_block": ipv6[0] if ipv6 else None,
            "availability_zone": item["AvailabilityZone"],
            "map_public_ip_on_launch": bool(item.get("MapPublicIpOnLaunch")),
            "route_table": self._route_table(seen.id, view),
            "network_acl": self._network_acl(seen.id, view),
            "shared_with": shared_with(seen.item.get("SubnetArn", seen.id), view),
        }

    def _route_table(self, subnet_id: str, view: View) -> str | Unknown | None:
        if problem := view.problem(ROUTE_TABLES):
            return problem
        for table in view.items(ROUTE_TABLES):
            if any(each.get("SubnetId") == subnet_id for each in table.get("Associations", [])):
                return view.address(table["RouteTableId"])
        return None

    def _network_acl(self, subnet_id: str, view: View) -> str | Unknown | None:
        if problem := view.problem(NETWORK_ACLS):
            return problem
        for acl in view.items(NETWORK_ACLS):
            if not is_untouched(acl) and any(each.get("SubnetId") == subnet_id for each in acl["Associations"]):
                return view.address(acl["NetworkAclId"])
        return None

    def create(self, sandbox: Sandbox, resource: Subnet) -> tuple[str, ...]:
        ec2 = sandbox.client("ec2", resource)
        made = ec2.create_subnet(
            VpcId=sandbox.id(resource.parent),
            CidrBlock=resource.cidr_block,
            AvailabilityZone=resource.availability_zone,
            TagSpecifications=sandbox.tag_specification("subnet", resource),
        )["Subnet"]
        if resource.ipv6_cidr_block is not None:
            sandbox.leave_out(resource, ("ipv6_cidr_block",), "the emulator chooses IPv6 blocks by itself")
        if resource.map_public_ip_on_launch:
            ec2.modify_subnet_attribute(SubnetId=made["SubnetId"], MapPublicIpOnLaunch={"Value": True})
        return made["SubnetId"], made["SubnetArn"]

    def connect(self, sandbox: Sandbox, resource: Subnet) -> None:
        ec2, subnet_id = sandbox.client("ec2", resource), sandbox.id(resource.address)
        if resource.route_table:
            with sandbox.part(resource, "route_table"):
                ec2.associate_route_table(SubnetId=subnet_id, RouteTableId=sandbox.id(resource.route_table))
        if resource.network_acl:
            with sandbox.part(resource, "network_acl"):
                self._use_acl(ec2, subnet_id, sandbox.id(resource.network_acl))
        share(sandbox, resource, resource.shared_with)

    def _use_acl(self, ec2: Any, subnet_id: str, acl_id: str) -> None:
        ours = [{"Name": "association.subnet-id", "Values": [subnet_id]}]
        for acl in ec2.describe_network_acls(Filters=ours)["NetworkAcls"]:
            for association in acl["Associations"]:
                if association["SubnetId"] == subnet_id:
                    ec2.replace_network_acl_association(
                        AssociationId=association["NetworkAclAssociationId"], NetworkAclId=acl_id
                    )

    def delete(self, sandbox: Sandbox, resource: Subnet) -> None:
        sandbox.client("ec2", resource).delete_subnet(SubnetId=sandbox.id(resource.address))
