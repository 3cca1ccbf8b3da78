"""Analyzers of IAM Access Analyzer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, tags_of
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.accessanalyzer_analyzer import AccessanalyzerAnalyzer

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

ANALYZERS = Call("accessanalyzer", "list_analyzers", "analyzers")


class AccessAnalyzers(AwsType[AccessanalyzerAnalyzer]):
    """One list tells everything of them."""

    resource = AccessanalyzerAnalyzer
    calls = (ANALYZERS,)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(ANALYZERS):
            tags = tags_of(item)
            why = "analyzer of an AWS service" if item.get("managedBy") else ""
            yield Seen(item["arn"], item, tags.get("Name", item["name"]), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        unused = (seen.item.get("configuration") or {}).get("unusedAccess") or {}
        return {"type": seen.item["type"], "unused_access_age_days": unused.get("unusedAccessAge")}

    def create(self, sandbox: Sandbox, resource: AccessanalyzerAnalyzer) -> str:
        age = {"configuration": {"unusedAccess": {"unusedAccessAge": resource.unused_access_age_days}}}
        made = sandbox.client("accessanalyzer", resource).create_analyzer(
            analyzerName=resource.name,
            type=resource.type_,
            tags=sandbox.tags(resource),
            **(age if resource.unused_access_age_days else {}),
        )
        return str(made["arn"])
