"""A distribution serves viewers by HTTPS only.

Design document §5: "CloudFront distribution serve assets securely". `allow-all` also answers in the clear, where
anybody on the way can change the program that the browser runs:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: redirect-to-https
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: allow-all
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each distribution that also answers in the clear."""
    for distribution in graph.model.of(CloudfrontDistribution):
        if distribution.viewer_protocol_policy == "allow-all":
            message = "this distribution also answers in the clear"
            yield Complaint(at(distribution.address, "viewer_protocol_policy"), message, "redirect-to-https")
