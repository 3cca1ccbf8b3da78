"""Workspaces of Amazon Managed Service for Prometheus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, tags_of
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.prometheus_workspace import PrometheusWorkspace

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

WORKSPACES = Call("amp", "list_workspaces", "workspaces")


class PrometheusWorkspaces(AwsType[PrometheusWorkspace]):
    """Several may have one alias, so that it is no name."""

    resource = PrometheusWorkspace
    calls = (WORKSPACES,)
    needs = ("kms_key",)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"alias"})

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(WORKSPACES):
            tags = tags_of(item)
            name = tags.get("Name", item.get("alias") or item["workspaceId"])
            yield Seen(item["arn"], item, name, "", tags, (item["workspaceId"],))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {"alias": seen.item.get("alias") or "", "kms_key": view.address(seen.item.get("kmsKeyArn"))}

    def create(self, sandbox: Sandbox, resource: PrometheusWorkspace) -> tuple[str, ...]:
        made = sandbox.client("amp", resource).create_workspace(
            alias=resource.alias or resource.name,
            tags=sandbox.tags(resource),
            **({"kmsKeyArn": sandbox.id(resource.kms_key)} if resource.kms_key else {}),
        )
        if resource.kms_key and not made.get("kmsKeyArn"):
            sandbox.leave_out(resource, ("kms_key",), "the key of a workspace is taken and not told again")
        return made["arn"], made["workspaceId"]

    def delete(self, sandbox: Sandbox, resource: PrometheusWorkspace) -> None:
        workspace = sandbox.other_id(resource.address)
        sandbox.client("amp", resource).delete_workspace(workspaceId=workspace)
