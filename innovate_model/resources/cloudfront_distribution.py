"""aws_cloudfront_distribution, with its origins."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import FrozenMap


class Origin(Part):
    """Where CloudFront fetches what it does not hold: a bucket or a load balancer.

    With `origin_access_control` CloudFront signs its requests, so that a bucket need let nobody else in
    (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html).
    """

    s3_bucket: Annotated[Address, one("s3_bucket", relation=Relation.FORWARDS_TO)] | None = None
    lb: Annotated[Address, one("lb", relation=Relation.FORWARDS_TO)] | None = None
    access: Literal["origin_access_control", "public"] = "public"

    @model_validator(mode="after")
    def _is_one(self) -> Any:
        if (self.s3_bucket is None) == (self.lb is None):
            raise PydanticCustomError(
                "missing_key", "{message}", {"message": "an origin is either an `s3_bucket` or an `lb`"}
            )
        if self.lb is not None and self.access == "origin_access_control":
            message = "origin access control is for buckets: CloudFront does not sign requests to a load balancer"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self


class CloudfrontDistribution(Resource):
    """Amazon's edge in front of origins: takes requests from anywhere and answers what it can from its caches.

    `path_patterns` sends `/api/*` and the like to an origin by its name, everything else goes to `default_origin`.
    `web_acl` has the scope CLOUDFRONT. Logs go to a bucket, which may be another account's.
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-overview.html
    """

    kind: ClassVar[str] = "cloudfront_distribution"
    section: ClassVar[str] = "cloudfront_distributions"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    aliases: tuple[str, ...] = ()
    certificate: str = ""
    """The domain name (or ARN) of a certificate in us-east-1; CloudFront's own when this is empty."""
    origins: FrozenMap[Origin] = Field(min_length=1)
    default_origin: str
    path_patterns: FrozenMap[str] = Field(default={}, validate_default=True)
    viewer_protocol_policy: Literal["redirect-to-https", "https-only", "allow-all"]
    web_acl: Annotated[Address, one("wafv2_web_acl", relation=Relation.ASSOCIATED_WITH)] | None = None
    shield_advanced: bool = False
    logs_to: Annotated[Address, one("s3_bucket", relation=Relation.LOGS_TO)] | None = None

    @model_validator(mode="after")
    def _knows_its_origins(self) -> Any:
        for name in (self.default_origin, *self.path_patterns.values()):
            if name not in self.origins:
                message = f"there is no origin `{name}` in this distribution"
                context = {"message": message, "suggestion": "origins: " + ", ".join(self.origins)}
                raise PydanticCustomError("dangling_reference", "{message}", context)
        return self
