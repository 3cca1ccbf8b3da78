"""Parameter groups of database clusters: what somebody set in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import AwsType, Seen, View, unless_unknown
from innovate_model.resources.rds_cluster_parameter_group import RdsClusterParameterGroup

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

_NAME = "DBClusterParameterGroupName"
PARAMETERS = Call("rds", "describe_db_cluster_parameters", "Parameters", (("Source", "user"),), ask=by(_NAME, _NAME))
TAGS = Call("rds", "list_tags_for_resource", ask=by("ResourceName", "DBClusterParameterGroupArn"))
GROUPS = Call("rds", "describe_db_cluster_parameter_groups", "DBClusterParameterGroups", then=(PARAMETERS, TAGS))


class ParameterGroups(AwsType[RdsClusterParameterGroup]):
    """AWS keeps a default group for each family, named after it."""

    resource = RdsClusterParameterGroup
    calls = (GROUPS,)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"description"})

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(GROUPS):
            tags = view.tags(TAGS, item)
            why = "default parameter group" if item[_NAME].startswith("default.") else ""
            arn = item["DBClusterParameterGroupArn"]
            yield Seen(arn, item, tags.get("Name", item[_NAME]), "", tags, (_id(item[_NAME]),), why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "region": view.region,
            "family": seen.item["DBParameterGroupFamily"],
            "description": seen.item.get("Description", ""),
            "parameters": unless_unknown(
                view.several(PARAMETERS, seen.item),
                lambda found: {each["ParameterName"]: str(each.get("ParameterValue", "")) for each in found},
            ),
        }

    def create(self, sandbox: Sandbox, resource: RdsClusterParameterGroup) -> tuple[str, ...]:
        rds, name = sandbox.client("rds", resource), resource.name
        made = rds.create_db_cluster_parameter_group(
            DBClusterParameterGroupName=name,
            DBParameterGroupFamily=resource.family,
            Description=resource.description or name,
            Tags=sandbox.tag_list(resource),
        )["DBClusterParameterGroup"]
        if resource.parameters:
            with sandbox.part(resource, "parameters"):
                rds.modify_db_cluster_parameter_group(
                    DBClusterParameterGroupName=name,
                    Parameters=[
                        {"ParameterName": key, "ParameterValue": value, "ApplyMethod": "pending-reboot"}
                        for key, value in resource.parameters.items()
                    ],
                )
        return made["DBClusterParameterGroupArn"], _id(name)


def _id(name: str) -> str:
    return f"cluster-parameter-group/{name}"


def parameter_group(item: Any, view: View) -> str | None:
    """The address of the group that a cluster names; None for AWS's default one."""
    name = str(item.get("DBClusterParameterGroup") or "default.")
    return None if name.startswith("default.") else view.address(_id(name))


def parameter_group_name(sandbox: Sandbox, address: str) -> str:
    """The name of a group that was made before."""
    return sandbox.other_id(address).partition("/")[2]
