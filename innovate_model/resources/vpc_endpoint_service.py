"""aws_vpc_endpoint_service."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, any_of, every


class VpcEndpointService(Resource):
    """A service of one's own that other VPCs reach through AWS PrivateLink: by an endpoint of theirs, without a route.

    It stands in the Availability Zones of its network load balancers. Only accounts in `allowed_principals` may
    connect, and each connection waits for a person while `acceptance_required`.
    https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
    """

    kind: ClassVar[str] = "vpc_endpoint_service"
    section: ClassVar[str] = "vpc_endpoint_services"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    network_load_balancers: Annotated[Addresses, any_of("lb", relation=Relation.FORWARDS_TO, is_never_empty=True)]
    allowed_principals: Annotated[Addresses, every("account", relation=Relation.ALLOWS)] = ()
    acceptance_required: bool = True
    private_dns_name: str = ""
