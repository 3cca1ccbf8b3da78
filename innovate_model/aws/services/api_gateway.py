"""HTTP and WebSocket APIs of API Gateway, and their links into VPCs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Item, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.aws.services.eks import vpc_of_subnets
from innovate_model.aws.services.subnet import SUBNETS
from innovate_model.resources.apigatewayv2_api import Apigatewayv2Api
from innovate_model.resources.apigatewayv2_vpc_link import Apigatewayv2VpcLink

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

INTEGRATIONS = Call("apigatewayv2", "get_integrations", "Items", ask=by("ApiId", "ApiId"))
ROUTES = Call("apigatewayv2", "get_routes", "Items", ask=by("ApiId", "ApiId"))
APIS = Call("apigatewayv2", "get_apis", "Items", then=(INTEGRATIONS, ROUTES))
LINKS = Call("apigatewayv2", "get_vpc_links", "Items", continuation="NextToken")
_SEVERAL = Unknown("its routes let in by different ways, and the model says one")


class VpcLinks(AwsType[Apigatewayv2VpcLink]):
    """It stands in the VPC of its subnets."""

    resource = Apigatewayv2VpcLink
    calls = (LINKS,)
    also_asks = (SUBNETS,)
    needs = ("subnet", "security_group")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(LINKS):
            if item.get("VpcLinkStatus") != "DELETING":
                tags, vpc = tags_of(item), vpc_of_subnets(item.get("SubnetIds"), view)
                yield Seen(item["VpcLinkId"], item, tags.get("Name", item["Name"]), vpc, tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "subnets": view.addresses(seen.item.get("SubnetIds")),
            "security_groups": view.addresses(seen.item.get("SecurityGroupIds")),
        }

    def create(self, sandbox: Sandbox, resource: Apigatewayv2VpcLink) -> str:
        made = sandbox.client("apigatewayv2", resource).create_vpc_link(
            Name=resource.name,
            SubnetIds=sandbox.ids_of(resource.subnets),
            SecurityGroupIds=sandbox.ids_of(resource.security_groups),
            Tags=sandbox.tags(resource),
        )
        return str(made["VpcLinkId"])


class Apis(AwsType[Apigatewayv2Api]):
    """An integration has no name in AWS: its description stands for one, else its id."""

    resource = Apigatewayv2Api
    calls = (APIS, INTEGRATIONS, ROUTES)
    needs = ("listener", "apigatewayv2_vpc_link")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(APIS):
            tags = tags_of(item)
            yield Seen(item["ApiId"], item, tags.get("Name", item["Name"]), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        found = view.answer(INTEGRATIONS, seen.item).items
        names = {each["IntegrationId"]: each.get("Description") or each["IntegrationId"] for each in found}
        routes = view.answer(ROUTES, seen.item).items
        ways = {each.get("AuthorizationType", "NONE") for each in routes}
        return {
            "region": view.region,
            "protocol_type": seen.item["ProtocolType"],
            "authorization": ways.pop() if len(ways) == 1 else _SEVERAL,
            "integrations": {names[each["IntegrationId"]]: _integration(each, view) for each in found},
            "routes": {each["RouteKey"]: _named(each, names) for each in routes},
        }

    def create(self, sandbox: Sandbox, resource: Apigatewayv2Api) -> str:
        gateway = sandbox.client("apigatewayv2", resource)
        api = gateway.create_api(Name=resource.name, ProtocolType=resource.protocol_type, Tags=sandbox.tags(resource))[
            "ApiId"
        ]
        ids: dict[str, str] = {}
        for name, each in resource.integrations.items():
            tls = {"TlsConfig": {"ServerNameToVerify": each.tls_server_name}} if each.tls_server_name else {}
            ids[name] = gateway.create_integration(
                ApiId=api,
                Description=name,
                IntegrationType="HTTP_PROXY",
                IntegrationMethod="ANY",
                IntegrationUri=sandbox.id(each.listener),
                ConnectionType="VPC_LINK",
                ConnectionId=sandbox.id(each.vpc_link),
                PayloadFormatVersion="1.0",
                **tls,
            )["IntegrationId"]
        for route, name in resource.routes.items():
            gateway.create_route(
                ApiId=api,
                RouteKey=route,
                Target=f"integrations/{ids[name]}",
                AuthorizationType=resource.authorization,
            )
        return str(api)


def _named(route: Item, names: dict[str, str]) -> str:
    integration = str(route.get("Target", "")).partition("/")[2]
    return names.get(integration, integration)


def _integration(item: Item, view: View) -> dict[str, Any]:
    return {
        "listener": view.address(item.get("IntegrationUri")),
        "vpc_link": view.address(item.get("ConnectionId")),
        "tls_server_name": (item.get("TlsConfig") or {}).get("ServerNameToVerify") or "",
    }
