"""aws_lb."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one


class Lb(Resource):
    """A load balancer: of requests (`application`, an ALB) or of connections (`network`, an NLB).

    It stands in one subnet of each Availability Zone that it serves and stays up as long as one of them does; an ALB
    needs two zones
    (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html). It faces
    the internet unless it is `internal`. A `web_acl` guards an ALB only
    (https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html).
    """

    kind: ClassVar[str] = "lb"
    section: ClassVar[str] = "lbs"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    type_: Literal["application", "network"] = Field(alias="type")
    internal: bool = False
    ip_address_type: Literal["ipv4", "dualstack"] = "ipv4"
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN, is_never_empty=True)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    web_acl: Annotated[Address, one("wafv2_web_acl", relation=Relation.ASSOCIATED_WITH)] | None = None
    shield_advanced: bool = False
    """Whether AWS Shield Advanced protects it:
    https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary.html
    """
    logs_to: Annotated[Address, one("s3_bucket", relation=Relation.LOGS_TO)] | None = None
    enable_deletion_protection: bool = False
    enforce_security_group_inbound_rules_on_private_link_traffic: Literal["on", "off"] = "on"
    """Whether the security groups of a network load balancer also judge what comes through an endpoint service. Off, an
    endpoint is the only way in where they let nothing in.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
    """

    @model_validator(mode="after")
    def _may_have_web_acl(self) -> Any:
        if self.web_acl is not None and self.type_ == "network":
            message = "a network load balancer cannot have a `web_acl`: AWS WAF reads requests, not connections"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self
