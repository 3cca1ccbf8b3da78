"""Global databases of Aurora, which stand in no region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import HOME_REGION, Call, Scope, tags_of
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.resources.rds_global_cluster import RdsGlobalCluster

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

GLOBAL_CLUSTERS = Call("rds", "describe_global_clusters", "GlobalClusters", scope=Scope.ACCOUNT)


class GlobalClusters(AwsType[RdsGlobalCluster]):
    """Every region tells those of the account; its members say that they belong to it."""

    resource = RdsGlobalCluster
    calls = (GLOBAL_CLUSTERS,)

    def region(self, sandbox: Sandbox, resource: RdsGlobalCluster) -> str:
        return HOME_REGION

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(GLOBAL_CLUSTERS):
            tags, name = tags_of(item), item["GlobalClusterIdentifier"]
            yield Seen(item["GlobalClusterArn"], item, tags.get("Name", name), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "engine": seen.item["Engine"],
            "engine_version": seen.item["EngineVersion"],
            "storage_encrypted": bool(seen.item.get("StorageEncrypted")),
            "deletion_protection": bool(seen.item.get("DeletionProtection")),
        }

    def create(self, sandbox: Sandbox, resource: RdsGlobalCluster) -> str:
        made = sandbox.client("rds", resource).create_global_cluster(
            GlobalClusterIdentifier=resource.name,
            Engine=resource.engine,
            EngineVersion=resource.engine_version,
            StorageEncrypted=resource.storage_encrypted,
            DeletionProtection=resource.deletion_protection,
        )
        return str(made["GlobalCluster"]["GlobalClusterArn"])


def global_cluster(arn: str, view: View) -> str | Unknown | None:
    """The address of the global database that a cluster belongs to."""
    first = View(view.snapshot, view.account_id, view.snapshot.regions[0], view.names)
    for item in first.items(GLOBAL_CLUSTERS):
        for member in item.get("GlobalClusterMembers") or ():
            if arn == member.get("DBClusterArn") or arn in (member.get("Readers") or ()):
                return view.address(item["GlobalClusterArn"])
    return first.problem(GLOBAL_CLUSTERS)
