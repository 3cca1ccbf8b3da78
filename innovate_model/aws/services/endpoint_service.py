"""Endpoint services: what somebody offers to other VPCs through PrivateLink."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import Ec2Type, Seen, View, unless_unknown
from innovate_model.aws.services.load_balancer import LOAD_BALANCERS
from innovate_model.resources.vpc_endpoint_service import VpcEndpointService

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

PERMISSIONS = Call(
    "ec2", "describe_vpc_endpoint_service_permissions", "AllowedPrincipals", ask=by("ServiceId", "ServiceId")
)
SERVICES = Call("ec2", "describe_vpc_endpoint_service_configurations", "ServiceConfigurations", then=(PERMISSIONS,))


class VpcEndpointServices(Ec2Type[VpcEndpointService]):
    """It stands where its load balancers do. Endpoints name it by a name that AWS gives it."""

    resource = VpcEndpointService
    calls = (SERVICES, LOAD_BALANCERS)
    id_key = "ServiceId"
    needs = ("lb", "account")

    def seen(self, view: View) -> Iterator[Seen]:
        vpcs = {item["LoadBalancerArn"]: item["VpcId"] for item in view.items(LOAD_BALANCERS)}
        for seen in super().seen(view):
            parent = next((vpcs[each] for each in _balancers(seen.item) if each in vpcs), "")
            yield replace(seen, parent=parent, other_ids=(seen.item["ServiceName"],))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "network_load_balancers": view.addresses(_balancers(seen.item)),
            "allowed_principals": unless_unknown(
                view.several(PERMISSIONS, seen.item),
                lambda found: view.addresses(_principal(each["Principal"]) for each in found),
            ),
            "acceptance_required": bool(seen.item.get("AcceptanceRequired")),
            "private_dns_name": seen.item.get("PrivateDnsName") or "",
        }

    def create(self, sandbox: Sandbox, resource: VpcEndpointService) -> tuple[str, ...]:
        ec2 = sandbox.client("ec2", resource)
        made = ec2.create_vpc_endpoint_service_configuration(
            NetworkLoadBalancerArns=sandbox.ids_of(resource.network_load_balancers),
            AcceptanceRequired=resource.acceptance_required,
            TagSpecifications=sandbox.tag_specification("vpc-endpoint-service", resource),
            **({"PrivateDnsName": resource.private_dns_name} if resource.private_dns_name else {}),
        )["ServiceConfiguration"]
        principals = [f"arn:aws:iam::{each}:root" for each in sandbox.ids_of(resource.allowed_principals)]
        if principals:
            ec2.modify_vpc_endpoint_service_permissions(ServiceId=made["ServiceId"], AddAllowedPrincipals=principals)
        return made["ServiceId"], made["ServiceName"]


def _balancers(item: Item) -> tuple[str, ...]:
    return tuple(item.get("NetworkLoadBalancerArns") or ())


def _principal(arn: str) -> str:
    """An account is named by its root: `arn:aws:iam::111122223333:root`."""
    return arn.split(":")[4] if arn.endswith(":root") else arn
