"""AWS WAF looks at every request that comes from the internet.

Design document §3.2: "ALB protected by AWS WAF", "CloudFront integrated with WAF". The web ACL of a distribution has
the scope CLOUDFRONT, that of a load balancer REGIONAL; one without rules lets everything pass:
https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html

AWS refuses a web ACL of another account; to have the same filter in many, Firewall Manager makes one in each:
https://docs.aws.amazon.com/waf/latest/developerguide/how-fms-manages-web-acls.html

Network load balancers are not judged: AWS WAF reads requests, not connections.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        web_acls: {edge: {scope: CLOUDFRONT, managed_rule_groups: [AWSManagedRulesCommonRuleSet]}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
            web_acl: edge
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: public}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        web_acls: {edge: {scope: CLOUDFRONT}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
            web_acl: edge
FAIL:
    accounts:
      security:
        account_id: "222222222222"
        web_acls: {edge: {scope: CLOUDFRONT, managed_rule_groups: [AWSManagedRulesCommonRuleSet]}}
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
            web_acl: accounts.security.web_acls.edge
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.exposure import internet_facing
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.lb import Lb
from innovate_model.resources.wafv2_web_acl import Wafv2WebAcl

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each door without a web ACL or with one of the wrong scope or account, and for each web ACL
    that filters nothing."""
    doors: list[tuple[CloudfrontDistribution | Lb, str]] = [
        (distribution, "CLOUDFRONT") for distribution in graph.model.of(CloudfrontDistribution)
    ]
    doors += [(lb, "REGIONAL") for lb in internet_facing(graph) if lb.type_ == "application"]
    used: dict[str, str] = {}
    for door, scope in doors:
        acl = graph.model.get(door.web_acl, Wafv2WebAcl)
        if door.web_acl is None:
            message = "this faces the internet without a web ACL"
            yield Complaint(at(door.address, "web_acl"), message, f"give it a web_acl of scope {scope}")
        elif acl is not None:
            used.setdefault(acl.address, door.address)
            if acl.scope != scope:
                message = f"AWS takes a web ACL of scope {scope} here, and {acl.name} has {acl.scope}"
                related = Related("its scope", at(acl.address, "scope"))
                yield Complaint(at(door.address, "web_acl"), message, f"name one of scope {scope}", (related,))
            if acl.parent != door.within("accounts"):
                message = f"AWS takes web ACLs of its own account only here, and {acl.name} is one of {acl.parent}"
                related = Related("the web ACL", at(acl.address))
                yield Complaint(at(door.address, "web_acl"), message, "name one of this account", (related,))
    yield from _idle(graph, used)


def _idle(graph: Graph, used: dict[str, str]) -> Iterator[Complaint]:
    for address, door in used.items():
        acl = graph.model.get(address, Wafv2WebAcl)
        if acl is None or acl.managed_rule_groups or acl.rate_limit or acl.default_action == "block":
            continue
        related = Related("it guards this", at(door, "web_acl"))
        mend = "add managed_rule_groups: [AWSManagedRulesCommonRuleSet]"
        yield Complaint(at(address), "this web ACL has no rule and lets everything pass", mend, (related,))
