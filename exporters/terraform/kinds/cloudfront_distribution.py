"""aws_cloudfront_distribution, in the words of the community module terraform-aws-modules/cloudfront.

Behaviours stay in order: the first whose pattern fits decides
(https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html).
`certificate` is the domain name (or ARN) of a certificate in us-east-1.
"""

from __future__ import annotations

from exporters.terraform.parts import key, nested, plain
from exporters.terraform.rules import BOOL, NAME, one_of
from exporters.terraform.shapes import Attribute, Json, Kind, Many, Object, Rule, Scalar, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution

_POLICY = Scalar("string", one_of("redirect-to-https", "https-only", "allow-all"))
_ORIGIN = (
    key("lb", "lb", lambda origin: origin.lb),
    plain("origin_access_control", BOOL, lambda origin: origin.access == "origin_access_control", default=False),
    key("s3_bucket", "s3_bucket", lambda origin: origin.s3_bucket),
)
_DEFAULT = (
    plain("target_origin_id", NAME, lambda distribution: distribution.default_origin, is_required=True),
    plain(
        "viewer_protocol_policy", _POLICY, lambda distribution: distribution.viewer_protocol_policy, is_required=True
    ),
)
_BEHAVIOR = (
    plain("path_pattern", NAME, lambda said: said[0], is_required=True),
    plain("target_origin_id", NAME, lambda said: said[1], is_required=True),
    plain("viewer_protocol_policy", _POLICY, lambda said: said[2], is_required=True),
)


def _knows_its_origins(x: str) -> str:
    named = f"concat([{x}.default_cache_behavior.target_origin_id], {x}.ordered_cache_behavior[*].target_origin_id)"
    return f"length(setsubtract({named}, keys({x}.origin))) == 0"


def _origins(distribution: CloudfrontDistribution, site: Site) -> Json:
    return {name: write(_ORIGIN, origin, site) for name, origin in distribution.origins.items()}


def _behaviors(distribution: CloudfrontDistribution, site: Site) -> Json:
    policy = distribution.viewer_protocol_policy
    return [write(_BEHAVIOR, (pattern, origin, policy), site) for pattern, origin in distribution.path_patterns.items()]


KIND = Kind(
    "cloudfront_distribution",
    instead={
        "origins": (Attribute("origin", Table(Object(_ORIGIN)), _origins, is_required=True),),
        "default_origin": (
            Attribute(
                "default_cache_behavior",
                Object(_DEFAULT),
                lambda distribution, site: write(_DEFAULT, distribution, site),
                is_required=True,
            ),
        ),
        "path_patterns": (
            Attribute("ordered_cache_behavior", Many(Object(_BEHAVIOR), is_ordered=True), _behaviors, default=[]),
        ),
        "viewer_protocol_policy": (),  # stands in every behaviour
        "logs_to": (nested("logging_config", key("bucket", "s3_bucket", lambda distribution: distribution.logs_to)),),
    },
    rules=(Rule("must have a target_origin_id in every behaviour that is a key of origin", _knows_its_origins),),
)
