"""Every CloudFront distribution of an environment logs to a bucket of a central account.

Design document §5: "CloudFront logs go to centralized account". Whoever takes over the account of a distribution must
not find the record of its visitors there, nor be able to change it:
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html

A central account is another one than the distribution's, and serves no environment itself. Distributions of accounts
without an environment are not judged.

PASS:
    accounts:
      logs: {account_id: "111111111111", s3_buckets: {cloudfront: {}}}
      dev:
        account_id: "222222222222"
        environment: dev
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
            logs_to: accounts.logs.s3_buckets.cloudfront
FAIL:
    accounts:
      dev:
        account_id: "222222222222"
        environment: dev
        s3_buckets: {spa: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
FAIL:
    accounts:
      dev:
        account_id: "222222222222"
        environment: dev
        s3_buckets: {spa: {}, logs: {}}
        cloudfront_distributions:
          spa:
            origins: {spa: {s3_bucket: spa, access: origin_access_control}}
            default_origin: spa
            viewer_protocol_policy: https-only
            logs_to: s3_buckets.logs
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import account_of, environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.s3_bucket import S3Bucket

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each distribution that logs nowhere, or not centrally."""
    for distribution in graph.model.of(CloudfrontDistribution):
        if not environment_of(graph, distribution):
            continue
        path = at(distribution.address, "logs_to")
        mend = "logs_to: a bucket of the log archive account"
        bucket = graph.model.get(distribution.logs_to, S3Bucket)
        if distribution.logs_to is None:
            yield Complaint(path, "nothing records who asks this distribution for what", mend)
        elif bucket is not None:
            home = account_of(graph, bucket)
            if home is account_of(graph, distribution):
                yield Complaint(path, "the record of this distribution stays in its own account", mend)
            elif home is not None and home.environment is not None:
                message = (
                    f"the record of this distribution goes to the {home.environment} account, which is not central"
                )
                yield Complaint(path, message, mend)
