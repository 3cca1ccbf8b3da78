"""Route tables. The VPC's own blocks, routed locally, are no routes that anybody wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, tags_of
from innovate_model.aws.services.base import Ec2Type, Seen, View
from innovate_model.aws.services.prefix_list import prefix_list_id
from innovate_model.aws.services.transit_gateway import VPC_ATTACHMENTS
from innovate_model.resources.route_table import BLACKHOLE, RouteTable

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

ROUTE_TABLES = Call("ec2", "describe_route_tables", "RouteTables")

_DESTINATIONS = ("DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId")
_TARGETS = (
    "NatGatewayId",
    "TransitGatewayId",
    "VpcPeeringConnectionId",
    "EgressOnlyInternetGatewayId",
    "NetworkInterfaceId",
    "InstanceId",
    "GatewayId",
    "LocalGatewayId",
    "CarrierGatewayId",
    "CoreNetworkArn",
    "OdbNetworkArn",
)
"""Where AWS says the target. A route through an instance names its interface as well. The last four lead to what the
model has no word for. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html"""

_KEYS = {
    "internet_gateways": "GatewayId",
    "vpn_gateways": "GatewayId",
    "vpc_endpoints": "VpcEndpointId",
    "egress_only_internet_gateways": "EgressOnlyInternetGatewayId",
    "nat_gateways": "NatGatewayId",
    "transit_gateway_attachments": "TransitGatewayId",
    "vpc_peering_connections": "VpcPeeringConnectionId",
    "network_interfaces": "NetworkInterfaceId",
    "instances": "InstanceId",
}


class RouteTables(Ec2Type[RouteTable]):
    """A route to a transit gateway is one to the VPC's attachment in the model.

    Those of gateway endpoints are the endpoint's.
    """

    resource = RouteTable
    calls = (ROUTE_TABLES,)
    also_asks = (VPC_ATTACHMENTS,)
    id_key = "RouteTableId"
    meets_packets: ClassVar[bool] = True

    def made_by_aws(self, item: Item) -> str:
        """The main table that comes with a VPC, as long as nobody named it, wrote a route or lets one be learnt."""
        is_written = any(_is_written(route) for route in item.get("Routes", [])) or bool(item.get("PropagatingVgws"))
        untouched = not tags_of(item) and not is_written
        return "main route table" if untouched and _main(item) else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        attachments = {
            (each["VpcId"], each["TransitGatewayId"]): each["TransitGatewayAttachmentId"]
            for each in view.items(VPC_ATTACHMENTS)
        }
        routes: dict[str, str] = {}
        for route in seen.item.get("Routes", []):
            if not _is_written(route):
                continue
            target = next((route[key] for key in _TARGETS if route.get(key)), "")
            target = attachments.get((seen.parent, target), target)
            blackhole = not target or (route.get("State") == "blackhole" and not view.known(target))
            destination = next(route[key] for key in _DESTINATIONS if route.get(key))
            to = BLACKHOLE if blackhole else view.known(target) or target
            routes[view.known(destination) or destination] = to
        return {
            "routes": routes,
            "main": _main(seen.item),
            "propagating_vpn_gateways": view.addresses(
                each["GatewayId"] for each in seen.item.get("PropagatingVgws", [])
            ),
        }

    def create(self, sandbox: Sandbox, resource: RouteTable) -> str:
        ec2 = sandbox.client("ec2", resource)
        made = ec2.create_route_table(
            VpcId=sandbox.id(resource.parent), TagSpecifications=sandbox.tag_specification("route-table", resource)
        )
        return str(made["RouteTable"]["RouteTableId"])

    def connect(self, sandbox: Sandbox, resource: RouteTable) -> None:
        ec2, table_id = sandbox.client("ec2", resource), sandbox.id(resource.address)
        for destination, target in resource.routes.items():
            with sandbox.part(resource, "routes", destination):
                to = _destination(sandbox, destination, resource) | _target(sandbox, target)
                ec2.create_route(RouteTableId=table_id, **to)
        if resource.main:
            with sandbox.part(resource, "main"):
                _make_main(ec2, sandbox.id(resource.parent), table_id)
        for gateway in resource.propagating_vpn_gateways:
            with sandbox.part(resource, "propagating_vpn_gateways"):
                ec2.enable_vgw_route_propagation(RouteTableId=table_id, GatewayId=sandbox.id(gateway))


def _main(item: Item) -> bool:
    return any(each.get("Main") for each in item.get("Associations", []))


def _is_written(route: Item) -> bool:
    """Whether somebody wrote a route.

    Not the local ones, what a VPN gateway learns, or what a gateway endpoint adds, which is for a prefix list; a route
    to a Gateway Load Balancer's endpoint names it in the same way.
    """
    gateway = str(route.get("GatewayId", ""))
    is_learnt = route.get("Origin") == "EnableVgwRoutePropagation"
    is_of_endpoint = gateway.startswith("vpce-") and bool(route.get("DestinationPrefixListId"))
    return gateway != "local" and not is_learnt and not is_of_endpoint


def _destination(sandbox: Sandbox, destination: str, table: RouteTable) -> dict[str, str]:
    if "/" not in destination:
        return {"DestinationPrefixListId": prefix_list_id(sandbox, destination, table)}
    return {"DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock": destination}


def _target(sandbox: Sandbox, target: str) -> dict[str, str]:
    from innovate_model.aws.sandbox import NotHeld
    from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment

    if target == BLACKHOLE:
        raise NotHeld("a route becomes a blackhole when its target goes; AWS makes none on request")
    target_id = sandbox.id(target)
    attachment = sandbox.model.get(target, TransitGatewayAttachment)
    key = _KEYS[target.split(".")[-2]]
    return {key: sandbox.id(attachment.transit_gateway) if attachment else target_id}


def _make_main(ec2: Any, vpc_id: str, table_id: str) -> None:
    mine = [{"Name": "vpc-id", "Values": [vpc_id]}, {"Name": "association.main", "Values": ["true"]}]
    for table in ec2.describe_route_tables(Filters=mine)["RouteTables"]:
        for association in table["Associations"]:
            if association.get("Main"):
                ec2.replace_route_table_association(
                    AssociationId=association["RouteTableAssociationId"], RouteTableId=table_id
                )
