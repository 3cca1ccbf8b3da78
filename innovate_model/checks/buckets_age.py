"""What grows without end in a bucket becomes cheaper with age: logs in Glacier, artifacts by Intelligent-Tiering.

Design document §9: "S3 Intelligent-Tiering for artifacts, lifecycle to Glacier". A rule that moves nothing and deletes
nothing within a year leaves all of it in the dearest class:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html

Asked are the buckets that logs or Firehose are delivered to, and those that workloads use or a role may put objects
into. A bucket that CloudFront serves from holds the current version only, and is not asked.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {flow-logs: {lifecycle_rules: {age: {transition_to: GLACIER_IR, transition_days: 90}}}}
        vpcs: {main: {cidr_block: 10.0.0.0/16, flow_logs: {all: {to: s3_buckets.flow-logs}}}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {flow-logs: {}}
        vpcs: {main: {cidr_block: 10.0.0.0/16, flow_logs: {all: {to: s3_buckets.flow-logs}}}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {builds: {}}
        iam_roles:
          ci:
            trust: {services: [codebuild.amazonaws.com]}
            permissions: {push: {effect: Allow, actions: ["s3:PutObject"], on: s3_buckets.builds}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.iam_role import IamRole
from innovate_model.resources.s3_bucket import S3Bucket

SEVERITY = Severity.WARNING
PILLAR: Pillar = "cost optimization"
SECTION = "9"
GLACIER = ("GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")
A_YEAR = 366
"""Days, of a leap year."""
DELIVERED = (Relation.LOGS_TO, Relation.SENDS_TO)


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each bucket of logs that never reaches Glacier, and of other things that no rule ever moves."""
    written = _written(graph)
    for bucket in graph.model.of(S3Bucket):
        rules = bucket.lifecycle_rules.values()
        if any(rule.expiration_days is not None and rule.expiration_days <= A_YEAR for rule in rules):
            continue
        moved_to = {rule.transition_to for rule in rules if rule.transition_to}
        path = at(bucket.address, "lifecycle_rules")
        sources = graph.sources(bucket.address, *DELIVERED)
        if sources and not moved_to.intersection((*GLACIER, "INTELLIGENT_TIERING")):
            related = Related("which is delivered here", at(sources[0]))
            message = "what is delivered here day by day neither moves to Glacier nor ends within a year"
            mend = "lifecycle_rules: {age: {transition_to: GLACIER_IR, transition_days: 90}}"
            yield Complaint(path, message, mend, (related,))
        elif not sources and not moved_to and bucket.address in written:
            related = Related("which writes to it", at(written[bucket.address]))
            mend = "lifecycle_rules: {age: {transition_to: INTELLIGENT_TIERING, transition_days: 30}}"
            yield Complaint(path, "what is put here stays in the dearest class for ever", mend, (related,))


def _written(graph: Graph) -> dict[str, str]:
    """Bucket -> who puts objects into it; without those that CloudFront serves from."""
    found: dict[str, str] = {}
    for edge in graph.edges(Relation.CONNECTS_TO):
        found.setdefault(edge.target, edge.source)
    for role in graph.model.of(IamRole):
        for permission in role.permissions.values():
            if permission.effect == "Allow" and permission.matches("s3:PutObject"):
                for target in permission.on:
                    found.setdefault(target, role.address)
    for distribution in graph.model.of(CloudfrontDistribution):
        for origin in distribution.origins.values():
            found.pop(origin.s3_bucket or "", None)
    return found
