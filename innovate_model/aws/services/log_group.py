"""Log groups of CloudWatch, with their subscription filters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, View, unless_unknown
from innovate_model.resources.cloudwatch_log_group import CloudwatchLogGroup

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


def _arn(item: Item) -> str:
    """`arn` ends with `:*`, which the tagging calls refuse."""
    return str(item.get("logGroupArn") or item["arn"].removesuffix(":*"))


TAGS = Call("logs", "list_tags_for_resource", ask=lambda item, request: {"resourceArn": _arn(item)})
FILTERS = Call("logs", "describe_subscription_filters", "subscriptionFilters", ask=by("logGroupName", "logGroupName"))
GROUPS = Call("logs", "describe_log_groups", "logGroups", then=(TAGS, FILTERS))


class LogGroups(AwsType[CloudwatchLogGroup]):
    """Services of AWS make those whose names begin with `/aws/`, unless somebody made them before."""

    resource = CloudwatchLogGroup
    calls = (GROUPS,)
    needs = ("kms_key",)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"log_group_name"})

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(GROUPS):
            name, tags = item["logGroupName"], view.tags(TAGS, item)
            why = "log group of an AWS service" if name.startswith("/aws/") and not tags else ""
            yield Seen(_arn(item), item, tags.get("Name", name), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "log_group_name": seen.item["logGroupName"],
            "log_group_class": seen.item.get("logGroupClass", UNSAID),
            "retention_in_days": seen.item.get("retentionInDays"),
            "kms_key": view.address(seen.item.get("kmsKeyId")),
            "subscriptions": unless_unknown(
                view.several(FILTERS, seen.item),
                lambda found: {each["filterName"]: _filter(each, view) for each in found},
            ),
        }

    def create(self, sandbox: Sandbox, resource: CloudwatchLogGroup) -> str:
        logs, name = sandbox.client("logs", resource), _name(resource)
        key = {"kmsKeyId": sandbox.id(resource.kms_key)} if resource.kms_key else {}
        logs.create_log_group(
            logGroupName=name, logGroupClass=resource.log_group_class, tags=sandbox.tags(resource), **key
        )
        if resource.retention_in_days:
            logs.put_retention_policy(logGroupName=name, retentionInDays=resource.retention_in_days)
        return f"arn:aws:logs:{sandbox.region(resource)}:{sandbox.account_id(resource)}:log-group:{name}"

    def connect(self, sandbox: Sandbox, resource: CloudwatchLogGroup) -> None:
        for name, each in resource.subscriptions.items():
            with sandbox.part(resource, "subscriptions", name):
                sandbox.client("logs", resource).put_subscription_filter(
                    logGroupName=_name(resource),
                    filterName=name,
                    filterPattern=each.filter_pattern,
                    destinationArn=sandbox.id(each.to),
                    **({"roleArn": sandbox.id(each.iam_role)} if each.iam_role else {}),
                )

    def delete(self, sandbox: Sandbox, resource: CloudwatchLogGroup) -> None:
        sandbox.client("logs", resource).delete_log_group(logGroupName=_name(resource))


def _name(resource: CloudwatchLogGroup) -> str:
    return resource.log_group_name or resource.name


def _filter(item: Item, view: View) -> dict[str, Any]:
    return {
        "to": view.address(item["destinationArn"]),
        "filter_pattern": item.get("filterPattern", ""),
        "iam_role": view.address(item.get("roleArn")),
    }
