"""Virtual machines and network interfaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, tags_of
from innovate_model.aws.services.base import UNSAID, Ec2Type, Seen, View
from innovate_model.aws.services.efs import FILE_SYSTEMS, MOUNT_TARGETS
from innovate_model.aws.services.gateways import NAT_GATEWAYS
from innovate_model.aws.services.vpc_endpoint import VPC_ENDPOINTS
from innovate_model.resources.instance import Instance
from innovate_model.resources.network_interface import NetworkInterface

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

RESERVATIONS = Call("ec2", "describe_instances", "Reservations")
INTERFACES = Call("ec2", "describe_network_interfaces", "NetworkInterfaces")
IMAGE = "ami-12345678"
"""A machine image for the emulator, which takes any."""


class Instances(Ec2Type[Instance]):
    """Answered in reservations: those that were started together."""

    resource = Instance
    calls = (RESERVATIONS,)
    id_key = "InstanceId"
    meets_packets: ClassVar[bool] = True
    needs = ("subnet", "security_group", "iam_role")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"security_groups", "ipv6_addresses"})
    model_only: ClassVar[dict[str, str]] = {
        "root_volume_size_gb": "DescribeInstances names the volumes of an instance, and not their size"
    }

    def seen(self, view: View) -> Iterator[Seen]:
        for reservation in view.items(RESERVATIONS):
            for item in reservation["Instances"]:
                if item["State"]["Name"] not in ("terminated", "shutting-down"):
                    yield replace(self.seen_as(item, view), other_ids=tuple(_primary_interfaces(item)))

    def made_by_aws(self, item: Item) -> str:
        tags = {tag["Key"] for tag in item.get("Tags", [])}
        return "node of a managed node group" if "eks:nodegroup-name" in tags else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        interface: Item = next(iter(item.get("NetworkInterfaces", [])), {})
        has_address, state = bool(item.get("PublicIpAddress")), item["State"]["Name"]
        return {
            "instance_type": item["InstanceType"],
            "subnet": view.address(item["SubnetId"]),
            "security_groups": view.addresses(group["GroupId"] for group in item.get("SecurityGroups", [])),
            "private_ip": item.get("PrivateIpAddress"),
            "ipv6_addresses": tuple(each["Ipv6Address"] for each in interface.get("Ipv6Addresses", [])),
            "public_ip": item.get("PublicIpAddress"),
            "source_dest_check": bool(item.get("SourceDestCheck", True)),
            "associate_public_ip_address": UNSAID if has_address or state != "running" else False,
            "iam_role": view.address((item.get("IamInstanceProfile") or {}).get("Arn")),
        }

    def create(self, sandbox: Sandbox, resource: Instance) -> str:
        ec2 = sandbox.client("ec2", resource)
        fixed: dict[str, Any] = {"PrivateIpAddress": resource.private_ip} if resource.private_ip else {}
        made = ec2.run_instances(
            ImageId=IMAGE,
            MinCount=1,
            MaxCount=1,
            InstanceType=resource.instance_type,
            SubnetId=sandbox.id(resource.subnet),
            SecurityGroupIds=sandbox.ids_of(resource.security_groups),
            TagSpecifications=sandbox.tag_specification("instance", resource),
            **fixed,
            **_profile(sandbox, resource),
        )["Instances"][0]["InstanceId"]
        if not resource.source_dest_check:
            ec2.modify_instance_attribute(InstanceId=made, SourceDestCheck={"Value": False})
        for name in ("public_ip", "ipv6_addresses"):
            if getattr(resource, name):
                sandbox.leave_out(resource, (name,), "the emulator chooses addresses by itself")
        return str(made)

    def delete(self, sandbox: Sandbox, resource: Instance) -> None:
        sandbox.client("ec2", resource).terminate_instances(InstanceIds=[sandbox.id(resource.address)])


def _primary_interfaces(item: Item) -> Iterator[str]:
    """The ids of the interface that the instance is in the network with: routes name it beside the instance."""
    for each in item.get("NetworkInterfaces", []):
        if (each.get("Attachment") or {}).get("DeviceIndex", 0) == 0 and each.get("NetworkInterfaceId"):
            yield each["NetworkInterfaceId"]


def _profile(sandbox: Sandbox, resource: Instance) -> dict[str, Any]:
    """The instance profile of a role, which is how a role comes to an instance; made when it is not there."""
    if not resource.iam_role:
        return {}
    iam, name = sandbox.client("iam", resource), sandbox.id(resource.iam_role).rpartition("/")[2]
    try:
        iam.create_instance_profile(InstanceProfileName=name)
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    except iam.exceptions.EntityAlreadyExistsException:
        return {"IamInstanceProfile": {"Name": name}}
    return {"IamInstanceProfile": {"Name": name}}


def _is_primary(item: Item) -> bool:
    """The interface that came with an instance, which has its addresses itself."""
    attachment = item.get("Attachment") or {}
    return bool(attachment.get("InstanceId")) and attachment.get("DeviceIndex", 0) == 0


def _is_of_nat(item: Item) -> bool:
    """The interface of a NAT gateway, which has its addresses itself.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterface.html
    """
    return str(item.get("InterfaceType")).replace("_", "").lower() == "natgateway"


class NetworkInterfaces(Ec2Type[NetworkInterface]):
    """Those that somebody made by hand: what instances and services bring along is theirs."""

    resource = NetworkInterface
    calls = (INTERFACES,)
    also_asks = (VPC_ENDPOINTS, NAT_GATEWAYS, FILE_SYSTEMS)
    id_key = "NetworkInterfaceId"
    meets_packets: ClassVar[bool] = True
    needs = ("subnet", "security_group")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset(
        {"security_groups", "private_ips", "ipv6_addresses", "description"}
    )

    def seen(self, view: View) -> Iterator[Seen]:
        ends = {each for item in view.items(VPC_ENDPOINTS) for each in item.get("NetworkInterfaceIds") or ()}
        for item in view.items(FILE_SYSTEMS):
            ends.update(each.get("NetworkInterfaceId") for each in view.answer(MOUNT_TARGETS, item).items)
        for nat in view.items(NAT_GATEWAYS):
            ends.update(each.get("NetworkInterfaceId") for each in nat.get("NatGatewayAddresses", []))
        for seen in super().seen(view):
            made = "interface of a service" if seen.id in ends else seen.made_by_aws
            yield replace(seen, made_by_aws=made, is_part=_is_primary(seen.item) or _is_of_nat(seen.item))

    def made_by_aws(self, item: Item) -> str:
        if item.get("RequesterManaged") or item.get("InterfaceType", "interface") != "interface":
            return "interface of a service"
        described = str(item.get("Description") or "")
        if _is_primary(item) and not tags_of(item):
            return "interface of an instance"
        of_a_service = described.startswith(
            ("Interface for NAT Gateway", "VPC Endpoint Interface", "ELB ", "Amazon EKS")
        )
        return "interface of a service" if of_a_service else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        return {
            "subnet": view.address(item["SubnetId"]),
            "security_groups": view.addresses(group["GroupId"] for group in item.get("Groups", [])),
            "private_ips": tuple(each["PrivateIpAddress"] for each in item.get("PrivateIpAddresses", [])),
            "ipv6_addresses": tuple(each["Ipv6Address"] for each in item.get("Ipv6Addresses", [])),
            "public_ip": (item.get("Association") or {}).get("PublicIp"),
            "instance": view.address((item.get("Attachment") or {}).get("InstanceId")),
            "source_dest_check": bool(item.get("SourceDestCheck", True)),
            "description": item.get("Description") or "",
        }

    def create(self, sandbox: Sandbox, resource: NetworkInterface) -> str:
        ec2 = sandbox.client("ec2", resource)
        fixed = [{"PrivateIpAddress": each, "Primary": not index} for index, each in enumerate(resource.private_ips)]
        made = ec2.create_network_interface(
            SubnetId=sandbox.id(resource.subnet),
            Groups=sandbox.ids_of(resource.security_groups),
            Description=resource.description,
            TagSpecifications=sandbox.tag_specification("network-interface", resource),
            **({"PrivateIpAddresses": fixed} if fixed else {}),
        )["NetworkInterface"]["NetworkInterfaceId"]
        if not resource.source_dest_check:
            ec2.modify_network_interface_attribute(NetworkInterfaceId=made, SourceDestCheck={"Value": False})
        for name in ("public_ip", "ipv6_addresses"):
            if getattr(resource, name):
                sandbox.leave_out(resource, (name,), "the emulator chooses addresses by itself")
        return str(made)

    def connect(self, sandbox: Sandbox, resource: NetworkInterface) -> None:
        if resource.instance:
            with sandbox.part(resource, "instance"):
                sandbox.client("ec2", resource).attach_network_interface(
                    NetworkInterfaceId=sandbox.id(resource.address),
                    InstanceId=sandbox.id(resource.instance),
                    DeviceIndex=1,
                )
