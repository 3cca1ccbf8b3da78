"""aws_glue_job."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import Name


class GlueJob(Resource):
    """A program in Spark or Python that AWS runs on `number_of_workers` machines: from `sources` to `destinations`.

    https://docs.aws.amazon.com/glue/latest/dg/add-job.html
    """

    kind: ClassVar[str] = "glue_job"
    section: ClassVar[str] = "glue_jobs"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    glue_version: Name
    worker_type: Name = "G.1X"
    number_of_workers: int = Field(default=2, ge=2)
    sources: Annotated[Addresses, every("s3_bucket", "kinesis_stream", "aurora_cluster", relation=Relation.READS)]
    destinations: Annotated[Addresses, every("s3_bucket", relation=Relation.SENDS_TO)]
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None
