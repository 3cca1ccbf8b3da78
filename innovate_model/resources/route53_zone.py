"""aws_route53_zone, with its records."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import FrozenMap

_LABEL = r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")


def _domain_name(text: str) -> str:
    name = text.removeprefix("*.")
    if len(text) > 255 or not _DOMAIN.fullmatch(name):
        message = f"`{text}` is not a domain name such as app.example.com, in lower case"
        raise PydanticCustomError("bad_domain_name", "{message}", {"message": message})
    return text


DomainName = Annotated[str, AfterValidator(_domain_name)]
"""Lower case, without the dot at the end; `*.` in front stands for any one label.
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html"""


class Record(Part):
    """What a name stands for: one of AWS's resources (`alias`), values, or another zone that answers for all below the
    name (`delegates_to`). `ttl` is in seconds; AWS decides it for an alias.

    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
    """

    type_: Literal["A", "AAAA", "CNAME", "MX", "NS", "TXT", "CAA", "SRV"] = Field(default="A", alias="type")
    alias: (
        Annotated[Address, one("lb", "cloudfront_distribution", "vpc_endpoint", relation=Relation.ASSOCIATED_WITH)]
        | None
    ) = None
    delegates_to: Annotated[Address, one("route53_zone", relation=Relation.ASSOCIATED_WITH)] | None = None
    values: tuple[str, ...] = ()
    ttl: int = Field(default=300, ge=0)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Any:
        if (self.alias is not None) + (self.delegates_to is not None) + bool(self.values) != 1:
            message = "a record has either an `alias`, `values` or `delegates_to`"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        if self.delegates_to is not None and self.type_ != "NS":
            message = "a record that `delegates_to` a zone has the type NS"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self


class Route53Zone(Resource):
    """The names of one domain: for everybody, or, with `vpcs`, for those VPCs alone.

    `records` have whole names: `api.example.com` in the zone `example.com`.
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html
    """

    kind: ClassVar[str] = "route53_zone"
    section: ClassVar[str] = "route53_zones"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    domain_name: DomainName
    vpcs: Annotated[Addresses, every("vpc", relation=Relation.ASSOCIATED_WITH)] = ()
    records: FrozenMap[Record] = Field(default={}, validate_default=True)

    @property
    def is_private(self) -> bool:
        """Whether only some VPCs know it."""
        return bool(self.vpcs)

    @model_validator(mode="after")
    def _holds_its_own_names(self) -> Any:
        for name in self.records:
            _domain_name(name)
            if name != self.domain_name and not name.endswith("." + self.domain_name):
                message = f"`{name}` is no name of the zone {self.domain_name}"
                raise PydanticCustomError("bad_domain_name", "{message}", {"message": message})
        return self
