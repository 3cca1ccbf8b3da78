"""aws_glue_crawler."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import Name


class GlueCrawler(Resource):
    """Reads what lies in `targets` and writes down its tables in the Data Catalog's `database_name`.

    `schedule` is a cron expression of AWS's (`cron(15 3 * * ? *)`); without one it runs when somebody asks it to.
    https://docs.aws.amazon.com/glue/latest/dg/add-crawler.html
    """

    kind: ClassVar[str] = "glue_crawler"
    section: ClassVar[str] = "glue_crawlers"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    database_name: Name
    targets: Annotated[Addresses, every("s3_bucket", "aurora_cluster", relation=Relation.READS)]
    schedule: str = ""
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None
