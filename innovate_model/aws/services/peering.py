"""VPC peering connections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call
from innovate_model.aws.services.base import Ec2Type, Seen, View
from innovate_model.resources.vpc_peering_connection import VpcPeeringConnection

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

PEERING_CONNECTIONS = Call("ec2", "describe_vpc_peering_connections", "VpcPeeringConnections")


class VpcPeeringConnections(Ec2Type[VpcPeeringConnection]):
    """Listed at both ends; it stands in the account that asked for it. A request that nobody has accepted carries
    nothing, and is none: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle
    """

    resource = VpcPeeringConnection
    calls = (PEERING_CONNECTIONS,)
    id_key = "VpcPeeringConnectionId"
    vpc_key = ""
    needs = ("vpc",)
    gone: ClassVar[frozenset[str]] = Ec2Type.gone | {"initiating-request", "pending-acceptance"}

    def seen(self, view: View) -> Iterator[Seen]:
        return (seen for seen in super().seen(view) if is_here(seen.item["RequesterVpcInfo"], view))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "vpc": view.address(seen.item["RequesterVpcInfo"]["VpcId"]),
            "peer_vpc": view.address(seen.item["AccepterVpcInfo"]["VpcId"]),
        }

    def region(self, sandbox: Sandbox, resource: VpcPeeringConnection) -> str:
        return sandbox.nearest_region(sandbox.model[resource.vpc])

    def create(self, sandbox: Sandbox, resource: VpcPeeringConnection) -> str:
        peer = sandbox.model[resource.peer_vpc]
        made = sandbox.client("ec2", resource).create_vpc_peering_connection(
            VpcId=sandbox.id(resource.vpc),
            PeerVpcId=sandbox.id(resource.peer_vpc),
            PeerOwnerId=sandbox.account_id(peer),
            PeerRegion=sandbox.region(peer),
            TagSpecifications=sandbox.tag_specification("vpc-peering-connection", resource),
        )["VpcPeeringConnection"]["VpcPeeringConnectionId"]
        sandbox.client("ec2", peer).accept_vpc_peering_connection(VpcPeeringConnectionId=made)
        return str(made)


def is_here(end: Mapping[str, Any], view: View) -> bool:
    """Whether one end of a peering, of VPCs or of transit gateways, is in this account and region."""
    return end.get("OwnerId") == view.account_id and end.get("Region", view.region) == view.region
