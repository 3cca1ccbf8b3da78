"""VPC endpoints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item
from innovate_model.aws.services.base import Ec2Type, Seen, Unknown, View
from innovate_model.resources.vpc_endpoint import VpcEndpoint

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_OWN_SERVICES = "com.amazonaws.vpce."
_OF_A_SERVICE = Unknown("it leads to an endpoint service that was not seen")
VPC_ENDPOINTS = Call("ec2", "describe_vpc_endpoints", "VpcEndpoints")


class VpcEndpoints(Ec2Type[VpcEndpoint]):
    """`service` is what follows `com.amazonaws.REGION.` in AWS's name."""

    resource = VpcEndpoint
    calls = (VPC_ENDPOINTS,)
    id_key = "VpcEndpointId"
    meets_packets: ClassVar[bool] = True
    needs = ("route_table", "subnet", "security_group", "vpc_endpoint_service")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"security_groups"})

    def seen_as(self, item: Item, view: View) -> Seen:
        return replace(super().seen_as(item, view), other_ids=_names(item))

    def made_by_aws(self, item: Item) -> str:
        return "endpoint of an AWS service" if item.get("RequesterManaged") else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        is_interface = item["VpcEndpointType"] == "Interface"
        is_own = item["ServiceName"].startswith(_OWN_SERVICES)
        service = "" if is_own else item["ServiceName"].removeprefix(f"com.amazonaws.{view.region}.")
        return {
            "service": service,
            "endpoint_service": (view.known(item["ServiceName"]) or _OF_A_SERVICE) if is_own else None,
            "type": item["VpcEndpointType"],
            "route_tables": view.addresses(item.get("RouteTableIds")),
            "subnets": view.addresses(item.get("SubnetIds")),
            "security_groups": view.addresses(group["GroupId"] for group in item.get("Groups", [])),
            # Gateway endpoints have no private DNS; the model's default says nothing about them.
            "private_dns_enabled": bool(item.get("PrivateDnsEnabled")) if is_interface else True,
        }

    def create(self, sandbox: Sandbox, resource: VpcEndpoint) -> tuple[str, ...]:
        service = f"com.amazonaws.{sandbox.region(resource)}.{resource.service}"
        if resource.endpoint_service:
            service = sandbox.other_id(resource.endpoint_service)
        arguments: dict[str, Any] = {}
        if resource.type_ == "Interface":
            arguments["PrivateDnsEnabled"] = resource.private_dns_enabled
        for key, addresses in (
            ("RouteTableIds", resource.route_tables),
            ("SubnetIds", resource.subnets),
            ("SecurityGroupIds", resource.security_groups),
        ):
            if addresses:
                arguments[key] = sandbox.ids_of(addresses)
        made = sandbox.client("ec2", resource).create_vpc_endpoint(
            VpcId=sandbox.id(resource.parent),
            ServiceName=service,
            VpcEndpointType=resource.type_,
            TagSpecifications=sandbox.tag_specification("vpc-endpoint", resource),
            **arguments,
        )
        return made["VpcEndpoint"]["VpcEndpointId"], *_names(made["VpcEndpoint"])


def _names(item: Item) -> tuple[str, ...]:
    """The names by which it is reached, its own before those of its zones."""
    return tuple(each["DnsName"] for each in item.get("DnsEntries") or () if each.get("DnsName"))
