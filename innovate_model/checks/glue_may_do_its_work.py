"""A Glue job or crawler acts as a role that may read its sources and write its destinations.

Design document §10: "Add data lake ingestion via AWS Glue". Glue does nothing but what its role may; a job whose role
cannot read its source fails when it first runs, not when it is made:
https://docs.aws.amazon.com/glue/latest/dg/create-an-iam-role.html

Judged are buckets that stand in the permissions by name. Databases and streams, and roles with permissions on
patterns or with managed policies, are not judged: what these allow is not known here.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {raw: {}, curated: {}}
        iam_roles:
          glue:
            trust: {services: [glue.amazonaws.com]}
            permissions:
              read: {effect: Allow, actions: ["s3:GetObject", "s3:ListBucket"], on: s3_buckets.raw}
              write: {effect: Allow, actions: ["s3:PutObject"], on: s3_buckets.curated}
        glue_jobs:
          curate: {glue_version: 5.0, sources: s3_buckets.raw, destinations: s3_buckets.curated, iam_role: glue}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {raw: {}, curated: {}}
        iam_roles:
          glue:
            trust: {services: [glue.amazonaws.com]}
            permissions:
              read: {effect: Allow, actions: ["s3:GetObject", "s3:ListBucket"], on: s3_buckets.raw}
        glue_jobs:
          curate: {glue_version: 5.0, sources: s3_buckets.raw, destinations: s3_buckets.curated, iam_role: glue}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.glue_crawler import GlueCrawler
from innovate_model.resources.glue_job import GlueJob
from innovate_model.resources.iam_role import IamRole
from innovate_model.resources.s3_bucket import S3Bucket

SEVERITY = Severity.ERROR
PILLAR: Pillar = "operational excellence"
SECTION = "10"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each bucket that the role may not use, and for each job or crawler without a role."""
    for job in graph.model.of(GlueJob):
        yield from _judged(graph, job, "sources", job.sources, "s3:GetObject")
        yield from _judged(graph, job, "destinations", job.destinations, "s3:PutObject")
    for crawler in graph.model.of(GlueCrawler):
        yield from _judged(graph, crawler, "targets", crawler.targets, "s3:GetObject")


def _judged(
    graph: Graph, worker: GlueJob | GlueCrawler, attribute: str, targets: tuple[str, ...], action: str
) -> Iterator[Complaint]:
    role = graph.model.get(worker.iam_role, IamRole)
    if worker.iam_role is None:
        if attribute != "destinations":  # once for a job
            yield Complaint(at(worker.address, "iam_role"), "it acts as nobody", "iam_role: NAME")
        return
    if role is None or role.managed_policies or any(each.resources for each in role.permissions.values()):
        return
    allowed = {
        target
        for permission in role.permissions.values()
        if permission.effect == "Allow" and permission.matches(action)
        for target in permission.on
    }
    for target in targets:
        bucket = graph.model.get(target, S3Bucket)
        if bucket is not None and (target not in allowed or role.denies(action, target)):
            related = (Related("what its role may do", at(role.address, "permissions")),)
            message = f"its role may not {action} on {bucket.name}"
            mend = f"permissions: {{NAME: {{effect: Allow, actions: [{action}], on: {target}}}}}"
            yield Complaint(at(worker.address, attribute), message, mend, related)
