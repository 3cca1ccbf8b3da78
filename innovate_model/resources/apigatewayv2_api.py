"""aws_apigatewayv2_api, with its integrations and routes."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap, Region

_ROUTE = re.compile(r"\$default|(?:ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /\S*")


class Integration(Part):
    """What a route calls: an internal load balancer's `listener`, through a `vpc_link`; all three are of one account.

    `tls_server_name` is the name that the listener's certificate must show; without it API Gateway speaks plain HTTP.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
    """

    listener: Annotated[Address, one("listener", relation=Relation.FORWARDS_TO)]
    vpc_link: Annotated[Address, one("apigatewayv2_vpc_link", relation=Relation.DEPENDS_ON)]
    tls_server_name: str = ""


class Apigatewayv2Api(Resource):
    """An HTTP API: a public door with authorisation and throttling, before services that have none.

    `routes`: what is asked for (`GET /parcels`, `$default`) -> the name of an integration. AWS WAF cannot guard an HTTP
    API, so `authorization` says who may call. WebSocket APIs take no VPC link of this sort, and are not written here.
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
    """

    kind: ClassVar[str] = "apigatewayv2_api"
    section: ClassVar[str] = "apigatewayv2_apis"
    parents: ClassVar[tuple[str, ...]] = ("account",)
    inherits: ClassVar[tuple[str, ...]] = ("region",)

    region: Region
    protocol_type: Literal["HTTP"] = "HTTP"
    authorization: Literal["NONE", "AWS_IAM", "JWT", "CUSTOM"]
    integrations: FrozenMap[Integration] = Field(min_length=1)
    routes: FrozenMap[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _knows_its_integrations(self) -> Any:
        for route, name in self.routes.items():
            if not _ROUTE.fullmatch(route):
                message = f"`{route}` is not a route such as `GET /parcels`, `ANY /{{proxy+}}` or `$default`"
                raise PydanticCustomError("bad_route", "{message}", {"message": message})
            if name not in self.integrations:
                message = f"there is no integration `{name}` in this API"
                context = {"message": message, "suggestion": "integrations: " + ", ".join(self.integrations)}
                raise PydanticCustomError("dangling_reference", "{message}", context)
        return self
