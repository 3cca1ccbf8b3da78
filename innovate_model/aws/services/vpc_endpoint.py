"""VPC endpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item
from innovate_model.aws.services.base import Ec2Type, Seen, Unknown, View
from innovate_model.resources.vpc_endpoint import VpcEndpoint

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_OWN_SERVICES = "com.amazonaws.vpce."
_OF_A_SERVICE = Unknown("it leads to an endpoint service of somebody's own, and AWS is not asked for those yet")
VPC_ENDPOINTS = Call("ec2", "describe_vpc_endpoints", "VpcEndpoints")


class VpcEndpoints(Ec2Type[VpcEndpoint]):
    """`service` is what follows `com.amazonaws.REGION.` in AWS's name."""

    resource = VpcEndpoint
    calls = (VPC_ENDPOINTS,)
    id_key = "VpcEndpointId"
    needs = ("route_table", "subnet", "security_group")
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"security_groups"})

    def made_by_aws(self, item: Item) -> str:
        return "endpoint of an AWS service" if item.get("RequesterManaged") else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        is_interface = item["VpcEndpointType"] == "Interface"
        is_own = item["ServiceName"].startswith(_OWN_SERVICES)
        return {
            "service": _OF_A_SERVICE if is_own else item["ServiceName"].removeprefix(f"com.amazonaws.{view.region}."),
            "endpoint_service": _OF_A_SERVICE if is_own else None,
            "type": item["VpcEndpointType"],
            "route_tables": view.addresses(item.get("RouteTableIds")),
            "subnets": view.addresses(item.get("SubnetIds")),
            "security_groups": view.addresses(group["GroupId"] for group in item.get("Groups", [])),
            # Gateway endpoints have no private DNS; the model's default says nothing about them.
            "private_dns_enabled": bool(item.get("PrivateDnsEnabled")) if is_interface else True,
        }

    def create(self, sandbox: Sandbox, resource: VpcEndpoint) -> str:
        from innovate_model.aws.sandbox import NotHeld

        if resource.endpoint_service:
            raise NotHeld("it leads to an endpoint service, and those are not made here yet")
        region = sandbox.region(resource)
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
            ServiceName=f"com.amazonaws.{region}.{resource.service}",
            VpcEndpointType=resource.type_,
            TagSpecifications=sandbox.tag_specification("vpc-endpoint", resource),
            **arguments,
        )
        return str(made["VpcEndpoint"]["VpcEndpointId"])
