"""VPNs: the customer's side, the VPC's side, and the connection between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call
from innovate_model.aws.services.base import Ec2Type, Seen, View
from innovate_model.aws.services.gateways import AttachedGateway
from innovate_model.aws.services.transit_gateway import ATTACHMENTS, association, plug_in, propagations
from innovate_model.resources.customer_gateway import CustomerGateway
from innovate_model.resources.vpn_connection import VpnConnection
from innovate_model.resources.vpn_gateway import VpnGateway

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

CUSTOMER_GATEWAYS = Call("ec2", "describe_customer_gateways", "CustomerGateways")
VPN_GATEWAYS = Call("ec2", "describe_vpn_gateways", "VpnGateways")
VPN_CONNECTIONS = Call("ec2", "describe_vpn_connections", "VpnConnections")


class CustomerGateways(Ec2Type[CustomerGateway]):
    """A router at the other end."""

    resource = CustomerGateway
    calls = (CUSTOMER_GATEWAYS,)
    id_key = "CustomerGatewayId"
    vpc_key = ""
    model_only: ClassVar[dict[str, str]] = {"cidr_blocks": "AWS learns them by BGP, or from routes of the connection"}

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {"ip_address": seen.item.get("IpAddress"), "bgp_asn": int(seen.item.get("BgpAsn", 65000))}

    def region(self, sandbox: Sandbox, resource: CustomerGateway) -> str:
        for connection in sandbox.model.of(VpnConnection):
            if connection.customer_gateway == resource.address:
                return sandbox.region(connection)
        return sandbox.nearest_region(resource)

    def create(self, sandbox: Sandbox, resource: CustomerGateway) -> str:
        from innovate_model.aws.sandbox import NotHeld

        if resource.ip_address is None:
            raise NotHeld("a customer gateway without an `ip_address` cannot be made")
        made = sandbox.client("ec2", resource).create_customer_gateway(
            BgpAsn=resource.bgp_asn,
            IpAddress=resource.ip_address,
            Type="ipsec.1",
            TagSpecifications=sandbox.tag_specification("customer-gateway", resource),
        )
        return str(made["CustomerGateway"]["CustomerGatewayId"])


class VpnGateways(AttachedGateway[VpnGateway]):
    """The VPC's end of VPN connections."""

    resource = VpnGateway
    calls = (VPN_GATEWAYS,)
    id_key = "VpnGatewayId"
    attachments_key = "VpcAttachments"

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {"amazon_side_asn": int(seen.item.get("AmazonSideAsn", 64512))}

    def create(self, sandbox: Sandbox, resource: VpnGateway) -> str:
        ec2 = sandbox.client("ec2", resource)
        made = ec2.create_vpn_gateway(
            Type="ipsec.1",
            AmazonSideAsn=resource.amazon_side_asn,
            TagSpecifications=sandbox.tag_specification("vpn-gateway", resource),
        )["VpnGateway"]["VpnGatewayId"]
        ec2.attach_vpn_gateway(VpnGatewayId=made, VpcId=sandbox.id(resource.parent))
        return str(made)


class VpnConnections(Ec2Type[VpnConnection]):
    """One to a transit gateway has an attachment there, which route tables name."""

    resource = VpnConnection
    calls = (VPN_CONNECTIONS,)
    also_asks = (ATTACHMENTS,)
    id_key = "VpnConnectionId"
    vpc_key = ""
    needs = ("customer_gateway", "vpn_gateway", "transit_gateway")

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        attachment = _attachment(seen.id, view)
        return {
            "customer_gateway": view.address(item["CustomerGatewayId"]),
            "vpn_gateway": view.address(item.get("VpnGatewayId")),
            "transit_gateway": view.address(item.get("TransitGatewayId")),
            "static_routes": tuple(
                route["DestinationCidrBlock"] for route in item.get("Routes", []) if route.get("State") != "deleted"
            ),
            "association": association(attachment, view.account_id, view) if attachment else None,
            "propagations": propagations(attachment, view.account_id, view) if attachment else (),
        }

    def region(self, sandbox: Sandbox, resource: VpnConnection) -> str:
        end = sandbox.model.resources.get(resource.vpn_gateway or resource.transit_gateway or "")
        return sandbox.nearest_region(end or resource)

    def create(self, sandbox: Sandbox, resource: VpnConnection) -> tuple[str, ...]:
        ec2 = sandbox.client("ec2", resource)
        end = (
            {"VpnGatewayId": sandbox.id(resource.vpn_gateway)}
            if resource.vpn_gateway
            else {"TransitGatewayId": sandbox.id(resource.transit_gateway or "")}
        )
        made = ec2.create_vpn_connection(
            Type="ipsec.1",
            CustomerGatewayId=sandbox.id(resource.customer_gateway),
            Options={"StaticRoutesOnly": bool(resource.static_routes)},
            TagSpecifications=sandbox.tag_specification("vpn-connection", resource),
            **end,
        )["VpnConnection"]["VpnConnectionId"]
        attachments = [
            each["TransitGatewayAttachmentId"]
            for each in ec2.describe_transit_gateway_attachments()["TransitGatewayAttachments"]
            if each.get("ResourceId") == made
        ]
        return made, *attachments

    def connect(self, sandbox: Sandbox, resource: VpnConnection) -> None:
        ec2 = sandbox.client("ec2", resource)
        for block in resource.static_routes:
            with sandbox.part(resource, "static_routes"):
                ec2.create_vpn_connection_route(
                    VpnConnectionId=sandbox.id(resource.address), DestinationCidrBlock=block
                )
        if resource.transit_gateway and (resource.association or resource.propagations):
            for name in ("association", "propagations"):
                with sandbox.part(resource, name):
                    sandbox.other_id(resource.address)
            plug_in(
                sandbox,
                resource,
                next(iter(sandbox.other_ids[resource.address]), ""),
                resource.association,
                resource.propagations,
            )


def _attachment(connection: str, view: View) -> str | None:
    for item in view.items(ATTACHMENTS):
        if item.get("ResourceId") == connection:
            return str(item["TransitGatewayAttachmentId"])
    return None
