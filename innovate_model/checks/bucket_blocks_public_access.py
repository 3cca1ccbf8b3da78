"""Every bucket blocks public access.

Design document §5: "block public access", §7: "deny public S3 buckets". AWS blocks it for every new bucket; whoever
turns that off needs one policy more to hand the content to everybody:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

PASS:
    accounts:
      a: {account_id: "111111111111", s3_buckets: {spa: {}}}
FAIL:
    accounts:
      a: {account_id: "111111111111", s3_buckets: {spa: {block_public_access: no}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.s3_bucket import S3Bucket

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each bucket that does not."""
    for bucket in graph.model.of(S3Bucket):
        if not bucket.block_public_access:
            message = "this bucket may be opened to everybody"
            yield Complaint(at(bucket.address, "block_public_access"), message, "block_public_access: yes")
