"""aws_wafv2_web_acl."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from innovate_model.resources.base import Resource
from innovate_model.values import Name, Region


class Wafv2WebAcl(Resource):
    """A filter of web requests. What it guards names it: distributions those of scope CLOUDFRONT, load balancers
    REGIONAL ones, in its own `region` (its account's, where it names none).

    `managed_rule_groups` are AWS's (`AWSManagedRulesCommonRuleSet`), in the order in which they look at a request;
    what none blocks meets `default_action`. `rate_limit` is requests in five minutes from one address, at least 10.
    https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
    https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
    """

    kind: ClassVar[str] = "wafv2_web_acl"
    section: ClassVar[str] = "web_acls"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    scope: Literal["CLOUDFRONT", "REGIONAL"]
    region: Region | None = None
    default_action: Literal["allow", "block"] = "allow"
    managed_rule_groups: tuple[Name, ...] = ()
    rate_limit: int | None = Field(default=None, ge=10, le=2_000_000_000)
