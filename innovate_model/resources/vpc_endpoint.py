"""aws_vpc_endpoint."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one

_OF_AWS = re.compile(r"com\.amazonaws\.[a-z]{2}(-[a-z]+)+-\d\.(?P<name>.+)")


class VpcEndpoint(Resource):
    """A private way to an AWS service, or to a service of one's own in another VPC (`endpoint_service`).

    `Gateway` (S3 and DynamoDB): a route for the service's prefix list in `route_tables`, free of charge.
    `Interface`: network interfaces in `subnets`, guarded by `security_groups`, reached by private DNS.
    `GatewayLoadBalancer`: a network interface in one subnet, the target of routes, through which traffic passes to
    appliances behind a Gateway Load Balancer; no security group guards it
    (https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html).
    `service` is the last part of the name of AWS's service: `s3`, `ecr.api`, `secretsmanager`.
    https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html
    """

    kind: ClassVar[str] = "vpc_endpoint"
    section: ClassVar[str] = "vpc_endpoints"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    service: str = ""
    endpoint_service: Annotated[Address, one("vpc_endpoint_service", relation=Relation.FORWARDS_TO)] | None = None
    type_: Literal["Gateway", "Interface", "GatewayLoadBalancer"] = Field(alias="type")
    route_tables: Annotated[Addresses, every("route_table", relation=Relation.ASSOCIATED_WITH)] = ()
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN)] = ()
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    private_dns_enabled: bool = True

    @model_validator(mode="after")
    def _leads_to_one_service(self) -> Any:
        problem = ""
        if bool(self.service) == (self.endpoint_service is not None):
            problem = "an endpoint leads to either a `service` of AWS or an `endpoint_service`"
        elif self.endpoint_service is not None and self.type_ == "Gateway":
            problem = "a Gateway endpoint leads to S3 or DynamoDB only"
        elif whole := _OF_AWS.fullmatch(self.service):
            problem = (
                f"`service` is the last part of the name alone, in the region of the VPC: `service: {whole['name']}`"
            )
        if problem:
            raise PydanticCustomError("missing_key", "{message}", {"message": problem})
        return self
