"""CloudFront fetches from a bucket with origin access control.

Design document §3.2: "SPA served via private S3 bucket fronted by CloudFront with Origin Access Control". Without it
the bucket must let everybody read, past the web ACL and the logs of the distribution:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: public}}
            default_origin: spa
            viewer_protocol_policy: https-only
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each origin that is a bucket and takes anybody's requests."""
    for distribution in graph.model.of(CloudfrontDistribution):
        for name, origin in distribution.origins.items():
            if origin.s3_bucket is not None and origin.access != "origin_access_control":
                message = f"origin {name} works only if everybody may read its bucket"
                related = Related("the bucket", at(origin.s3_bucket))
                path = at(distribution.address, "origins", name, "access")
                yield Complaint(path, message, "access: origin_access_control", (related,))
