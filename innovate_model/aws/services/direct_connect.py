"""Direct Connect gateways, which stand in no region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, View, unless_unknown
from innovate_model.resources.dx_gateway import DxGateway

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_ID = "directConnectGatewayId"
ASSOCIATIONS = Call(
    "directconnect",
    "describe_direct_connect_gateway_associations",
    "directConnectGatewayAssociations",
    scope=Scope.ACCOUNT,
    ask=by(_ID, _ID),
    continuation="nextToken",
)
GATEWAYS = Call(
    "directconnect",
    "describe_direct_connect_gateways",
    "directConnectGateways",
    scope=Scope.ACCOUNT,
    then=(ASSOCIATIONS,),
    continuation="nextToken",
)


class DxGateways(AwsType[DxGateway]):
    """An association has no name in AWS: its gateway stands for one."""

    resource = DxGateway
    calls = (GATEWAYS,)
    needs = ("transit_gateway", "vpn_gateway")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(GATEWAYS):
            if item.get("directConnectGatewayState") not in ("deleting", "deleted"):
                tags = tags_of(item)
                name = tags.get("Name", item.get("directConnectGatewayName") or "")
                yield Seen(item[_ID], item, name, "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "amazon_side_asn": seen.item["amazonSideAsn"],
            "associations": unless_unknown(
                view.several(ASSOCIATIONS, seen.item),
                lambda found: {each["associatedGateway"]["id"]: _association(each, view) for each in found},
            ),
        }

    def region(self, sandbox: Sandbox, resource: DxGateway) -> str:
        return HOME_REGION

    def create(self, sandbox: Sandbox, resource: DxGateway) -> str:
        made = sandbox.client("directconnect", resource).create_direct_connect_gateway(
            directConnectGatewayName=resource.name,
            amazonSideAsn=resource.amazon_side_asn,
            tags=[{"key": key, "value": value} for key, value in sandbox.tags(resource).items()],
        )
        return str(made["directConnectGateway"][_ID])

    def connect(self, sandbox: Sandbox, resource: DxGateway) -> None:
        for name, each in resource.associations.items():
            with sandbox.part(resource, "associations", name):
                sandbox.client("directconnect", resource).create_direct_connect_gateway_association(
                    directConnectGatewayId=sandbox.id(resource.address),
                    gatewayId=sandbox.id(each.gateway),
                    addAllowedPrefixesToDirectConnectGateway=[{"cidr": block} for block in each.allowed_prefixes],
                )


def _association(item: Item, view: View) -> Mapping[str, Any]:
    blocks = item.get("allowedPrefixesToDirectConnectGateway") or ()
    return {
        "gateway": view.address(item["associatedGateway"]["id"]),
        "allowed_prefixes": tuple(each["cidr"] for each in blocks),
    }
