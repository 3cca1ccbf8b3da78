"""Transit gateways, their route tables, and what is attached to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import Ec2Type, Seen, Unknown, View
from innovate_model.aws.services.peering import is_here
from innovate_model.aws.services.resource_share import SHARED_PRINCIPALS, SHARED_RESOURCES, SHARES, share, shared_with
from innovate_model.resources.route_table import BLACKHOLE
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.transit_gateway_attachment import TransitGatewayAttachment
from innovate_model.resources.transit_gateway_peering_attachment import TransitGatewayPeeringAttachment
from innovate_model.resources.transit_gateway_route_table import TransitGatewayRouteTable

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_OF_TABLE = by("TransitGatewayRouteTableId", "TransitGatewayRouteTableId")
TRANSIT_GATEWAYS = Call("ec2", "describe_transit_gateways", "TransitGateways")
ASSOCIATIONS = Call("ec2", "get_transit_gateway_route_table_associations", "Associations", ask=_OF_TABLE)
PROPAGATIONS = Call(
    "ec2", "get_transit_gateway_route_table_propagations", "TransitGatewayRouteTablePropagations", ask=_OF_TABLE
)
_STATIC = [{"Name": "type", "Values": ["static"]}]
STATIC_ROUTES = Call("ec2", "search_transit_gateway_routes", "Routes", (("Filters", _STATIC),), ask=_OF_TABLE)
TABLES = Call(
    "ec2",
    "describe_transit_gateway_route_tables",
    "TransitGatewayRouteTables",
    then=(ASSOCIATIONS, PROPAGATIONS, STATIC_ROUTES),
)
ATTACHMENTS = Call("ec2", "describe_transit_gateway_attachments", "TransitGatewayAttachments")
VPC_ATTACHMENTS = Call("ec2", "describe_transit_gateway_vpc_attachments", "TransitGatewayVpcAttachments")
PEERINGS = Call("ec2", "describe_transit_gateway_peering_attachments", "TransitGatewayPeeringAttachments")


_NOT_JOINED = Ec2Type.gone | {"initiating", "initiatingrequest", "pendingacceptance", "rejecting", "failing"}
"""States of an attachment in which it carries nothing, in small letters.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayVpcAttachment.html"""


class TransitGateways(Ec2Type[TransitGateway]):
    """Also listed by the accounts that it is shared with; it stands in its owner's."""

    resource = TransitGateway
    calls = (TRANSIT_GATEWAYS,)
    also_asks = (SHARED_RESOURCES, SHARED_PRINCIPALS, SHARES)
    id_key = "TransitGatewayId"
    vpc_key = ""
    needs = ()

    def seen(self, view: View) -> Iterator[Seen]:
        return (seen for seen in super().seen(view) if seen.item["OwnerId"] == view.account_id)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        options = seen.item["Options"]
        referencing = options.get("SecurityGroupReferencingSupport")
        return {
            "region": view.region,
            "amazon_side_asn": options["AmazonSideAsn"],
            "security_group_referencing_support": Unknown("AWS did not tell SecurityGroupReferencingSupport")
            if referencing is None
            else referencing == "enable",
            "shared_with": shared_with(seen.item["TransitGatewayArn"], view),
        }

    def create(self, sandbox: Sandbox, resource: TransitGateway) -> tuple[str, ...]:
        made = sandbox.client("ec2", resource).create_transit_gateway(
            Options={
                "AmazonSideAsn": resource.amazon_side_asn,
                "DefaultRouteTableAssociation": "disable",
                "DefaultRouteTablePropagation": "disable",
            },
            TagSpecifications=sandbox.tag_specification("transit-gateway", resource),
        )["TransitGateway"]
        if resource.security_group_referencing_support:
            sandbox.leave_out(resource, ("security_group_referencing_support",), "the emulator does not hold it")
        return made["TransitGatewayId"], made["TransitGatewayArn"]

    def connect(self, sandbox: Sandbox, resource: TransitGateway) -> None:
        share(sandbox, resource, resource.shared_with)


class TransitGatewayRouteTables(Ec2Type[TransitGatewayRouteTable]):
    """With the static routes; what propagates is said at the attachment."""

    resource = TransitGatewayRouteTable
    calls = (TABLES,)
    id_key = "TransitGatewayRouteTableId"
    meets_packets: ClassVar[bool] = True
    vpc_key = "TransitGatewayId"

    def made_by_aws(self, item: Item) -> str:
        return "default route table of a transit gateway" if item.get("DefaultAssociationRouteTable") else ""

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        answer = view.answer(STATIC_ROUTES, seen.item)
        if answer.problem:
            return {"routes": Unknown(f"{STATIC_ROUTES.key}: {answer.problem}")}
        routes: dict[str, str | Unknown] = {}
        for route in answer.items:
            if route.get("Type") == "propagated":  # whoever asked for all of them
                continue
            ends = route.get("TransitGatewayAttachments") or []
            end = ends[0].get("TransitGatewayAttachmentId") if ends else None
            # A VPN's attachment is the VPN connection in the model, which AWS names as the resource behind it.
            behind = ends[0].get("ResourceId") if ends else None
            target: str | Unknown = Unknown("AWS names no attachment for this route")
            if route.get("State") == "blackhole":
                target = BLACKHOLE
            elif end:
                target = view.known(end) or view.known(behind or "") or end
            routes[route["DestinationCidrBlock"]] = target
        return {"routes": routes}

    def create(self, sandbox: Sandbox, resource: TransitGatewayRouteTable) -> str:
        made = sandbox.client("ec2", resource).create_transit_gateway_route_table(
            TransitGatewayId=sandbox.id(resource.parent),
            TagSpecifications=sandbox.tag_specification("transit-gateway-route-table", resource),
        )
        return str(made["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"])

    def connect(self, sandbox: Sandbox, resource: TransitGatewayRouteTable) -> None:
        ec2, table_id = sandbox.client("ec2", resource), sandbox.id(resource.address)
        for destination, target in resource.routes.items():
            with sandbox.part(resource, "routes", destination):
                to: dict[str, Any] = {"Blackhole": True}
                if target != BLACKHOLE:
                    to = {"TransitGatewayAttachmentId": attachment_id(sandbox, target)}
                ec2.create_transit_gateway_route(
                    TransitGatewayRouteTableId=table_id, DestinationCidrBlock=destination, **to
                )


class TransitGatewayAttachments(Ec2Type[TransitGatewayAttachment]):
    """Which tables it uses is listed in the account of the transit gateway."""

    resource = TransitGatewayAttachment
    calls = (VPC_ATTACHMENTS,)
    also_asks = (TABLES, ATTACHMENTS)
    id_key = "TransitGatewayAttachmentId"
    gone: ClassVar[frozenset[str]] = _NOT_JOINED
    needs = ("transit_gateway", "subnet")

    def seen(self, view: View) -> Iterator[Seen]:
        # The emulator lists attachments of other kinds here as well: they have no subnets.
        return (seen for seen in super().seen(view) if seen.item.get("SubnetIds"))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        owner = seen.item.get("TransitGatewayOwnerId") or view.account_id
        return {
            "transit_gateway": view.address(seen.item["TransitGatewayId"]),
            "subnets": view.addresses(seen.item["SubnetIds"]),
            "association": association(seen.id, owner, view),
            "propagations": propagations(seen.id, owner, view),
        }

    def create(self, sandbox: Sandbox, resource: TransitGatewayAttachment) -> str:
        ec2 = sandbox.client("ec2", resource)
        made = ec2.create_transit_gateway_vpc_attachment(
            TransitGatewayId=sandbox.id(resource.transit_gateway),
            VpcId=sandbox.id(resource.parent),
            SubnetIds=sandbox.ids_of(resource.subnets),
        )["TransitGatewayVpcAttachment"]["TransitGatewayAttachmentId"]
        ec2.create_tags(Resources=[made], Tags=sandbox.tag_list(resource))
        return str(made)

    def connect(self, sandbox: Sandbox, resource: TransitGatewayAttachment) -> None:
        plug_in(sandbox, resource, sandbox.id(resource.address), resource.association, resource.propagations)


class TransitGatewayPeerings(Ec2Type[TransitGatewayPeeringAttachment]):
    """Listed at both ends; it stands at the one that asked for it."""

    resource = TransitGatewayPeeringAttachment
    calls = (PEERINGS,)
    id_key = "TransitGatewayAttachmentId"
    gone: ClassVar[frozenset[str]] = _NOT_JOINED
    needs = ("transit_gateway",)
    model_only: ClassVar[dict[str, str]] = {}

    def seen(self, view: View) -> Iterator[Seen]:
        return (seen for seen in super().seen(view) if is_here(seen.item.get("RequesterTgwInfo", {}), view))

    def parent_id(self, item: Item) -> str:
        return str(item.get("RequesterTgwInfo", {}).get("TransitGatewayId", ""))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        here, there = seen.item["RequesterTgwInfo"], seen.item["AccepterTgwInfo"]
        peer = View(view.snapshot, there["OwnerId"], there["Region"], view.names)
        return {
            "peer_transit_gateway": view.address(there["TransitGatewayId"]),
            "association": association(seen.id, here["OwnerId"], view),
            "peer_association": association(seen.id, there["OwnerId"], peer),
        }

    def create(self, sandbox: Sandbox, resource: TransitGatewayPeeringAttachment) -> str:
        peer = sandbox.model[resource.peer_transit_gateway]
        ec2 = sandbox.client("ec2", resource)
        made = ec2.create_transit_gateway_peering_attachment(
            TransitGatewayId=sandbox.id(resource.parent),
            PeerTransitGatewayId=sandbox.id(peer.address),
            PeerAccountId=sandbox.account_id(peer),
            PeerRegion=sandbox.region(peer),
            TagSpecifications=sandbox.tag_specification("transit-gateway-attachment", resource),
        )["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"]
        sandbox.client("ec2", peer).accept_transit_gateway_peering_attachment(TransitGatewayAttachmentId=made)
        return str(made)

    def connect(self, sandbox: Sandbox, resource: TransitGatewayPeeringAttachment) -> None:
        plug_in(sandbox, resource, sandbox.id(resource.address), resource.association, ())
        if resource.peer_association:
            with sandbox.part(resource, "peer_association"):
                peer = sandbox.model[resource.peer_transit_gateway]
                sandbox.client("ec2", peer).associate_transit_gateway_route_table(
                    TransitGatewayRouteTableId=sandbox.id(resource.peer_association),
                    TransitGatewayAttachmentId=sandbox.id(resource.address),
                )


def association(attachment: str, owner: str, view: View) -> str | Unknown | None:
    """The route table that an attachment (by id) is associated with, as the owner of the transit gateway sees it.

    The list of attachments tells it as well, to whoever has not asked each table:
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayAttachment.html
    """
    found = _tables_with(ASSOCIATIONS, attachment, owner, view)
    if not isinstance(found, Unknown):
        return next(iter(found), None)
    at_home = View(view.snapshot, owner, view.region, view.names)
    for item in at_home.items(ATTACHMENTS):
        if item["TransitGatewayAttachmentId"] == attachment:
            told = item.get("Association") or {}
            is_on = told.get("State") in ("associated", "associating")
            return at_home.address(told.get("TransitGatewayRouteTableId")) if is_on else None
    return found


def propagations(attachment: str, owner: str, view: View) -> tuple[str, ...] | Unknown:
    """The route tables that an attachment propagates into."""
    return _tables_with(PROPAGATIONS, attachment, owner, view)


def _tables_with(call: Call, attachment: str, owner: str, view: View) -> tuple[str, ...] | Unknown:
    at_home = View(view.snapshot, owner, view.region, view.names)
    if owner not in view.snapshot.accounts:
        return Unknown(f"the account {owner} of the transit gateway was not asked")
    if problem := at_home.problem(TABLES):
        return problem
    found = []
    for table in at_home.items(TABLES):
        answer = at_home.answer(call, table)
        if answer.problem:
            return Unknown(f"{call.key}: {answer.problem}")
        states = ("associated", "associating", "enabled", "enabling")
        if any(
            each["TransitGatewayAttachmentId"] == attachment and each.get("State", "enabled") in states
            for each in answer.items
        ):
            found.append(at_home.address(table["TransitGatewayRouteTableId"]) or "")
    return tuple(sorted(found))


def attachment_id(sandbox: Sandbox, address: str) -> str:
    """The id by which a transit gateway's routes name an attachment.

    For a VPN connection, the attachment that AWS makes for it.
    """
    if address.split(".")[-2] == "vpn_connections":
        return sandbox.other_id(address)
    return sandbox.id(address)


def plug_in(sandbox: Sandbox, resource: Any, attachment: str, table: str | None, tables: tuple[str, ...]) -> None:
    """Associate an attachment with a route table and let it propagate into others, in the account that owns them."""
    if table:
        with sandbox.part(resource, "association"):
            sandbox.client("ec2", sandbox.model[table]).associate_transit_gateway_route_table(
                TransitGatewayRouteTableId=sandbox.id(table), TransitGatewayAttachmentId=attachment
            )
    for each in tables:
        with sandbox.part(resource, "propagations"):
            sandbox.client("ec2", sandbox.model[each]).enable_transit_gateway_route_table_propagation(
                TransitGatewayRouteTableId=sandbox.id(each), TransitGatewayAttachmentId=attachment
            )
