"""What stands at Amazon's edge: CloudFront and AWS WAF."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NoCharge, NotPriced, Site
from innovate_model.edge import Relation
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.wafv2_web_acl import Wafv2WebAcl

_MONTH = Decimal(1)
_IN_EUROPE = "viewers in Europe and Israel; pay as you go"
_OF_EUROPE = (
    ("data transfer to viewers", "cloudfront.dto.eu", "gb_to_viewers_in_europe", 1),
    ("data transfer to origins", "cloudfront.to_origin.eu", "gb_to_origin_from_europe", 1),
    ("HTTPS requests", "cloudfront.https_10k.eu", "requests_from_europe", 10_000),
)
_WITH_FEES = ("BotControl", "ATP", "ACFP", "AntiDDoS")
"""AWS's managed rule groups that cost extra have these in their names.
https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html"""
_COVERED = (
    "Shield Advanced covers the web ACL, its rules and requests of what it protects: "
    "https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary-deciding.html"
)


def cloudfront_distribution(resource: CloudfrontDistribution, site: Site) -> Iterator[Demand]:
    """Each GB to viewers, in tiers, each request, and each GB to origins of requests that bring something (DELETE,
    OPTIONS, PATCH, POST, PUT), at the rates of the viewers' part of the world. What it fetches from an origin in AWS is
    free. Viewers in Europe are told apart where somebody does; those in other parts of the world have rates that the
    book does not know.

    https://aws.amazon.com/cloudfront/pricing/
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/billing-and-usage-interpreting.html
    """
    why = "viewers in the United States, Mexico and Canada; pay as you go"
    yield Metered("CloudFront data transfer to viewers", "cloudfront.dto.us", "gb_to_viewers", why)
    yield Metered("CloudFront data transfer to origins", "cloudfront.to_origin.us", "gb_to_origin", why)
    yield Metered("CloudFront HTTPS requests", "cloudfront.https_10k.us", "requests", why, 10_000)
    for what, price, measure, per in _OF_EUROPE:
        yield Metered(f"CloudFront {what}, Europe", price, measure, _IN_EUROPE, per, is_optional=True)


def wafv2_web_acl(resource: Wafv2WebAcl, site: Site) -> Iterator[Demand]:
    """Each web ACL, each rule or managed rule group in it, and each request that it looks at. Nothing of this where
    Shield Advanced protects all that it guards.

    https://aws.amazon.com/waf/pricing/
    https://docs.aws.amazon.com/waf/latest/developerguide/ddos-advanced-summary-deciding.html
    """
    guarded = [site.graph.model[address] for address in site.graph.sources(resource.address, Relation.ASSOCIATED_WITH)]
    if guarded and all(getattr(item, "shield_advanced", False) for item in guarded):
        yield NoCharge(_COVERED)
    else:
        rules = len(resource.managed_rule_groups) + (resource.rate_limit is not None)
        yield Charge("web ACL", "waf.web_acl", _MONTH, "all month")
        if rules:
            why = f"{len(resource.managed_rule_groups)} managed rule groups, each billed as a rule"
            why += " and the rate limit" if resource.rate_limit is not None else ""
            yield Charge("web ACL rules", "waf.rule", Decimal(rules), why)
        yield Metered("web requests", "waf.requests_1m", "requests", "within 1,500 capacity units", 1_000_000)
    for group in resource.managed_rule_groups:
        if any(name in group for name in _WITH_FEES):
            yield NotPriced(group, "this managed rule group has a fee of its own, which the price book does not know")


TIER = "edge"
PRICED = {"cloudfront_distribution": cloudfront_distribution, "wafv2_web_acl": wafv2_web_acl}
