"""aws_vpc_endpoint."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, any_of, every
from innovate_model.values import Name


class VpcEndpoint(Resource):
    """A private way to an AWS service.

    `Gateway` (S3 and DynamoDB): a route for the service's prefix list in `route_tables`, free of charge.
    `Interface`: network interfaces in `subnets`, guarded by `security_groups`, reached by private DNS.
    `GatewayLoadBalancer`: a network interface in one subnet, the target of routes, through which traffic passes to
    appliances behind a Gateway Load Balancer; no security group guards it
    (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html).
    `service` is the last part of the service's name: `s3`, `ecr.api`, `secretsmanager`.
    https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html
    """

    kind: ClassVar[str] = "vpc_endpoint"
    section: ClassVar[str] = "vpc_endpoints"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    service: Name
    type_: Literal["Gateway", "Interface", "GatewayLoadBalancer"] = Field(alias="type")
    route_tables: Annotated[Addresses, every("route_table", relation=Relation.ASSOCIATED_WITH)] = ()
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN)] = ()
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    private_dns_enabled: bool = True
