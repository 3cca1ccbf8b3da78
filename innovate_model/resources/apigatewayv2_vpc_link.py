"""aws_apigatewayv2_vpc_link."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Addresses, any_of, every


class Apigatewayv2VpcLink(Resource):
    """API Gateway's network interfaces in a VPC, by which it calls what has no public address.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
    """

    kind: ClassVar[str] = "apigatewayv2_vpc_link"
    section: ClassVar[str] = "apigatewayv2_vpc_links"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
