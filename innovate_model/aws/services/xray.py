"""Groups of X-Ray."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.xray_group import XrayGroup

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

TAGS = Call("xray", "list_tags_for_resource", ask=by("ResourceARN", "GroupARN"))
GROUPS = Call("xray", "get_groups", "Groups", then=(TAGS,))


class XrayGroups(AwsType[XrayGroup]):
    """Every region has a default group, which holds all traces."""

    resource = XrayGroup
    calls = (GROUPS,)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(GROUPS):
            tags, name = view.tags(TAGS, item), item["GroupName"]
            why = "default group of X-Ray" if name == "Default" else ""
            yield Seen(item["GroupARN"], item, tags.get("Name", name), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "filter_expression": seen.item["FilterExpression"],
            "insights_enabled": bool((seen.item.get("InsightsConfiguration") or {}).get("InsightsEnabled")),
        }

    def create(self, sandbox: Sandbox, resource: XrayGroup) -> str:
        made = sandbox.client("xray", resource).create_group(
            GroupName=resource.name,
            FilterExpression=resource.filter_expression,
            InsightsConfiguration={"InsightsEnabled": resource.insights_enabled},
            Tags=sandbox.tag_list(resource),
        )
        return str(made["Group"]["GroupARN"])
