"""Crawlers and jobs of AWS Glue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.aws.services.s3 import bucket_arn
from innovate_model.resources.glue_crawler import GlueCrawler
from innovate_model.resources.glue_job import GlueJob

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

CRAWLERS = Call("glue", "get_crawlers", "Crawlers")
JOBS = Call("glue", "get_jobs", "Jobs")
_TAGS = {"tags": "Glue tells them by a call for each thing, which is not made"}


class GlueCrawlers(AwsType[GlueCrawler]):
    """Buckets are its S3 targets; a database is behind a connection, which is not asked for."""

    resource = GlueCrawler
    calls = (CRAWLERS,)
    needs = ("iam_role", "s3_bucket")
    takes_tags = False
    model_only: ClassVar[dict[str, str]] = _TAGS

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(CRAWLERS):
            arn = f"arn:aws:glue:{view.region}:{view.account_id}:crawler/{item['Name']}"
            yield Seen(arn, item, item["Name"])

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        targets = seen.item.get("Targets") or {}
        paths = [each["Path"] for each in targets.get("S3Targets") or ()]
        buckets = dict.fromkeys(bucket_arn(path.removeprefix("s3://").partition("/")[0]) for path in paths)
        is_plain = not targets.get("JdbcTargets")
        return {
            "database_name": seen.item["DatabaseName"],
            "targets": view.addresses(buckets) if is_plain else Unknown("connections to databases are not asked for"),
            "schedule": (seen.item.get("Schedule") or {}).get("ScheduleExpression") or "",
            "iam_role": _role(seen.item, view),
        }

    def create(self, sandbox: Sandbox, resource: GlueCrawler) -> str:
        from innovate_model.aws.sandbox import NotHeld

        if any(sandbox.model[each].kind != "s3_bucket" for each in resource.targets):
            raise NotHeld("it reads a database, by a connection that is not made here")
        buckets = [sandbox.id(each).rpartition(":")[2] for each in resource.targets]
        sandbox.client("glue", resource).create_crawler(
            Name=resource.name,
            Role=sandbox.id(resource.iam_role) if resource.iam_role else sandbox.any_role(resource),
            DatabaseName=resource.database_name,
            Targets={"S3Targets": [{"Path": f"s3://{bucket}"} for bucket in buckets]},
            **({"Schedule": resource.schedule} if resource.schedule else {}),
        )
        return f"arn:aws:glue:{sandbox.region(resource)}:{sandbox.account_id(resource)}:crawler/{resource.name}"


class GlueJobs(AwsType[GlueJob]):
    """What it reads and writes is in its script."""

    resource = GlueJob
    calls = (JOBS,)
    needs = ("iam_role",)
    takes_tags = False
    model_only: ClassVar[dict[str, str]] = _TAGS | dict.fromkeys(
        ("sources", "destinations"), "what a job reads and writes is in its script"
    )

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(JOBS):
            yield Seen(f"arn:aws:glue:{view.region}:{view.account_id}:job/{item['Name']}", item, item["Name"])

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "glue_version": seen.item["GlueVersion"],
            "worker_type": seen.item.get("WorkerType", "G.1X"),
            "number_of_workers": seen.item.get("NumberOfWorkers", 2),
            "sources": (),
            "destinations": (),
            "iam_role": _role(seen.item, view),
        }

    def create(self, sandbox: Sandbox, resource: GlueJob) -> str:
        sandbox.client("glue", resource).create_job(
            Name=resource.name,
            Role=sandbox.id(resource.iam_role) if resource.iam_role else sandbox.any_role(resource),
            Command={"Name": "glueetl", "ScriptLocation": "s3://none/script.py"},
            GlueVersion=resource.glue_version,
            WorkerType=resource.worker_type,
            NumberOfWorkers=resource.number_of_workers,
        )
        return f"arn:aws:glue:{sandbox.region(resource)}:{sandbox.account_id(resource)}:job/{resource.name}"


def _role(item: Item | Mapping[str, Any], view: View) -> str | None:
    """Its ARN, or only its name."""
    role = str(item.get("Role") or "")
    return view.address(role if role.startswith("arn:") or not role else f"arn:aws:iam::{view.account_id}:role/{role}")
