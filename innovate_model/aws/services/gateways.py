"""Ways out of a VPC: internet gateways, egress-only ones, NAT gateways; and the addresses that are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item
from innovate_model.aws.services.base import Ec2Type, R, Seen, View
from innovate_model.resources.egress_only_internet_gateway import EgressOnlyInternetGateway
from innovate_model.resources.elastic_ip import ElasticIp
from innovate_model.resources.internet_gateway import InternetGateway
from innovate_model.resources.nat_gateway import NatGateway

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

INTERNET_GATEWAYS = Call("ec2", "describe_internet_gateways", "InternetGateways")
EGRESS_ONLY = Call("ec2", "describe_egress_only_internet_gateways", "EgressOnlyInternetGateways")
NAT_GATEWAYS = Call("ec2", "describe_nat_gateways", "NatGateways")
ELASTIC_IPS = Call("ec2", "describe_addresses", "Addresses")


class AttachedGateway(Ec2Type[R]):
    """A gateway that stands in the VPC which it is attached to.

    One that is attached to none is placed nowhere in the model, so it counts as not checked.
    """

    attachments_key: ClassVar[str] = "Attachments"

    def parent_id(self, item: Item) -> str:
        attached = (each["VpcId"] for each in item.get(self.attachments_key, []) if each.get("State") != "detached")
        return str(next(attached, "no VPC"))


class InternetGateways(AttachedGateway[InternetGateway]):
    """The VPC's way to the internet and back."""

    resource = InternetGateway
    calls = (INTERNET_GATEWAYS,)
    id_key = "InternetGatewayId"

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {}

    def create(self, sandbox: Sandbox, resource: InternetGateway) -> str:
        ec2 = sandbox.client("ec2", resource)
        specification = sandbox.tag_specification("internet-gateway", resource)
        made = ec2.create_internet_gateway(TagSpecifications=specification)["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=made, VpcId=sandbox.id(resource.parent))
        return str(made)


class EgressOnlyInternetGateways(AttachedGateway[EgressOnlyInternetGateway]):
    """The same for IPv6."""

    resource = EgressOnlyInternetGateway
    calls = (EGRESS_ONLY,)
    id_key = "EgressOnlyInternetGatewayId"

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {}

    def create(self, sandbox: Sandbox, resource: EgressOnlyInternetGateway) -> str:
        made = sandbox.client("ec2", resource).create_egress_only_internet_gateway(
            VpcId=sandbox.id(resource.parent),
            TagSpecifications=sandbox.tag_specification("egress-only-internet-gateway", resource),
        )
        return str(made["EgressOnlyInternetGateway"]["EgressOnlyInternetGatewayId"])


class NatGateways(Ec2Type[NatGateway]):
    """A public one stands on an elastic IP of its own, which belongs to it and is not listed apart."""

    resource = NatGateway
    calls = (NAT_GATEWAYS,)
    id_key = "NatGatewayId"
    needs = ("subnet",)

    def seen_as(self, item: Item, view: View) -> Seen:
        interfaces = (each.get("NetworkInterfaceId") for each in item.get("NatGatewayAddresses") or ())
        return replace(super().seen_as(item, view), other_ids=tuple(each for each in interfaces if each))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        addresses = seen.item.get("NatGatewayAddresses") or [{}]
        public = addresses[0].get("PublicIp")
        return {
            "subnet": view.address(seen.item["SubnetId"]),
            "connectivity_type": seen.item.get("ConnectivityType") or ("public" if public else "private"),
            "public_ip": public,
            "private_ip": addresses[0].get("PrivateIp"),
        }

    def create(self, sandbox: Sandbox, resource: NatGateway) -> str:
        ec2, subnet = sandbox.client("ec2", resource), sandbox.id(resource.subnet)
        kept = {}
        if resource.connectivity_type == "public":
            kept["AllocationId"] = ec2.allocate_address(Domain="vpc")["AllocationId"]
        made = ec2.create_nat_gateway(
            SubnetId=subnet,
            ConnectivityType=resource.connectivity_type,
            TagSpecifications=sandbox.tag_specification("natgateway", resource),
            **kept,
        )
        for name in ("public_ip", "private_ip"):
            if getattr(resource, name) is not None:
                sandbox.leave_out(resource, (name,), "the emulator chooses addresses by itself")
        return str(made["NatGateway"]["NatGatewayId"])

    def delete(self, sandbox: Sandbox, resource: NatGateway) -> None:
        sandbox.client("ec2", resource).delete_nat_gateway(NatGatewayId=sandbox.id(resource.address))


class ElasticIps(Ec2Type[ElasticIp]):
    """What a NAT gateway stands on is the gateway's; what AWS services keep for themselves is theirs."""

    resource = ElasticIp
    calls = (ELASTIC_IPS, NAT_GATEWAYS)
    id_key = "AllocationId"
    vpc_key = ""
    needs = ("instance", "network_interface", "nat_gateway")
    model_only: ClassVar[dict[str, str]] = {}

    def seen_as(self, item: Item, view: View) -> Seen:
        seen = super().seen_as(item, view)
        kept = {
            each.get("AllocationId") for nat in view.items(NAT_GATEWAYS) for each in nat.get("NatGatewayAddresses", [])
        }
        why = "address of a NAT gateway" if seen.id in kept and not seen.tags else ""
        why = "address of an AWS service" if item.get("ServiceManaged") else why
        return Seen(seen.id, item, seen.name, "", seen.tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        target = seen.item.get("InstanceId") or seen.item.get("NetworkInterfaceId")
        return {"public_ip": seen.item.get("PublicIp"), "to": view.address(target)}

    def region(self, sandbox: Sandbox, resource: ElasticIp) -> str:
        target = sandbox.model.resources.get(resource.to or "")
        return sandbox.nearest_region(target or resource)

    def create(self, sandbox: Sandbox, resource: ElasticIp) -> str:
        made = sandbox.client("ec2", resource).allocate_address(
            Domain="vpc", TagSpecifications=sandbox.tag_specification("elastic-ip", resource)
        )
        if resource.public_ip is not None:
            sandbox.leave_out(resource, ("public_ip",), "the emulator chooses addresses by itself")
        return str(made["AllocationId"])

    def connect(self, sandbox: Sandbox, resource: ElasticIp) -> None:
        if resource.to is None:
            return
        with sandbox.part(resource, "to"):
            target = sandbox.id(resource.to)
            key = "InstanceId" if target.startswith("i-") else "NetworkInterfaceId"
            sandbox.client("ec2", resource).associate_address(
                AllocationId=sandbox.id(resource.address), **{key: target}
            )
