"""Logs of the DNS queries of VPCs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.aws.services.s3 import bucket_arn
from innovate_model.resources.route53_resolver_query_log_config import Route53ResolverQueryLogConfig as QueryLog

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

TAGS = Call("route53resolver", "list_tags_for_resource", ask=by("ResourceArn", "Arn"))
LOGS = Call("route53resolver", "list_resolver_query_log_configs", "ResolverQueryLogConfigs", then=(TAGS,))
ASSOCIATIONS = Call(
    "route53resolver", "list_resolver_query_log_config_associations", "ResolverQueryLogConfigAssociations"
)


class QueryLogs(AwsType[QueryLog]):
    """One may be shared. Each account lists the associations of its own VPCs, so those of all accounts are read."""

    resource = QueryLog
    model_only: ClassVar[dict[str, str]] = {
        "region": "what lies in another region than its account's is found there",
    }
    calls = (LOGS,)
    also_asks = (ASSOCIATIONS,)
    needs = ("s3_bucket", "vpc")

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(LOGS):
            if item.get("OwnerId", view.account_id) == view.account_id:
                tags = view.tags(TAGS, item)
                yield Seen(item["Arn"], item, tags.get("Name", item["Name"]), "", tags, (item["Id"],))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        bucket = str(seen.item["DestinationArn"]).partition("/")[0]
        is_bucket = bucket.startswith(bucket_arn(""))
        return {
            "to": view.address(bucket) if is_bucket else Unknown("it goes to no bucket, and the model says only that"),
            "vpcs": _vpcs(seen.item["Id"], view),
        }

    def create(self, sandbox: Sandbox, resource: QueryLog) -> tuple[str, ...]:
        resolver = sandbox.client("route53resolver", resource)
        made = resolver.create_resolver_query_log_config(
            Name=resource.name,
            DestinationArn=sandbox.id(resource.to),
            CreatorRequestId=resource.address,
            Tags=sandbox.tag_list(resource),
        )["ResolverQueryLogConfig"]
        for vpc in resource.vpcs:
            with sandbox.part(resource, "vpcs"):
                sandbox.client("route53resolver", sandbox.model[vpc]).associate_resolver_query_log_config(
                    ResolverQueryLogConfigId=made["Id"], ResourceId=sandbox.id(vpc)
                )
        return made["Arn"], made["Id"]


def _vpcs(log: str, view: View) -> tuple[str, ...] | Unknown:
    found: list[str] = []
    for account in view.snapshot.accounts:
        there = View(view.snapshot, account, view.region, view.names)
        problem = there.problem(ASSOCIATIONS)
        if problem:
            return problem
        mine = (each for each in there.items(ASSOCIATIONS) if each["ResolverQueryLogConfigId"] == log)
        found += [each["ResourceId"] for each in mine]
    return view.addresses(dict.fromkeys(found))
