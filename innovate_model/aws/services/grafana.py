"""Workspaces of Amazon Managed Grafana."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.grafana_workspace import GrafanaWorkspace

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

WORKSPACE = Call("grafana", "describe_workspace", "workspace", ask=by("workspaceId", "id"))
WORKSPACES = Call("grafana", "list_workspaces", "workspaces", then=(WORKSPACE,))


class GrafanaWorkspaces(AwsType[GrafanaWorkspace]):
    """The list lacks whose data a workspace may read."""

    resource = GrafanaWorkspace
    calls = (WORKSPACES, WORKSPACE)
    model_only: ClassVar[dict[str, str]] = {
        "data_sources": "AWS tells of which services they are; which ones is kept inside Grafana"
    }

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(WORKSPACES):
            workspace = view.one(WORKSPACE, item)
            if isinstance(workspace, Mapping):
                tags = tags_of(workspace)
                name = str(tags.get("Name", workspace.get("name") or item["id"]))
                arn = f"arn:aws:grafana:{view.region}:{view.account_id}:/workspaces/{item['id']}"
                yield Seen(arn, workspace, name, "", tags, (item["id"],))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "account_access_type": seen.item["accountAccessType"],
            "authentication_providers": tuple(seen.item["authentication"]["providers"]),
        }

    def create(self, sandbox: Sandbox, resource: GrafanaWorkspace) -> str:
        made = sandbox.client("grafana", resource).create_workspace(
            workspaceName=resource.name,
            accountAccessType=resource.account_access_type,
            authenticationProviders=list(resource.authentication_providers),
            permissionType="SERVICE_MANAGED",
            tags=sandbox.tags(resource),
        )
        account, region = sandbox.account_id(resource), sandbox.region(resource)
        return f"arn:aws:grafana:{region}:{account}:/workspaces/{made['workspace']['id']}"
