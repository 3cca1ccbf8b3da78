"""Web ACLs: those of a region, and those of CloudFront, which are kept in the home region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope, by, tags_of
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.wafv2_web_acl import Wafv2WebAcl

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


def _calls(scope: str, where: Scope) -> tuple[Call, Call, Call]:
    def ask(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"Name": item["Name"], "Id": item["Id"]}

    scoped = (("Scope", scope),)
    acl = Call("wafv2", "get_web_acl", "WebACL", scoped, scope=where, ask=ask)
    tags = Call(
        "wafv2",
        "list_tags_for_resource",
        "TagInfoForResource.TagList",
        scope=where,
        continuation="NextMarker",
        ask=by("ResourceARN", "ARN"),
    )
    return (
        Call("wafv2", "list_web_acls", "WebACLs", scoped, where, then=(acl, tags), continuation="NextMarker"),
        acl,
        tags,
    )


REGIONAL = _calls("REGIONAL", Scope.REGION)
EDGE = _calls("CLOUDFRONT", Scope.ACCOUNT)


class Wafv2WebAcls(AwsType[Wafv2WebAcl]):
    """Of the rules the model knows AWS's managed groups, in order, and one rate limit."""

    resource = Wafv2WebAcl
    model_only: ClassVar[dict[str, str]] = {
        "region": "what lies in another region than its account's is found there",
    }
    calls = (REGIONAL[0], REGIONAL[1], EDGE[0], EDGE[1])

    def seen(self, view: View) -> Iterator[Seen]:
        for listed, acl, tagging in (REGIONAL, EDGE):
            for item in view.items(listed):
                whole = view.one(acl, item)
                tags = tags_of({"Tags": list(view.answer(tagging, item).items)})
                if isinstance(whole, Mapping):
                    about = {**whole, "Scope": dict(acl.arguments)["Scope"]}
                    yield Seen(item["ARN"], about, tags.get("Name", item["Name"]), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        rules = sorted(seen.item.get("Rules", []), key=lambda rule: rule["Priority"])
        statements = [rule["Statement"] for rule in rules]
        limits = [each["RateBasedStatement"]["Limit"] for each in statements if "RateBasedStatement" in each]
        return {
            "scope": seen.item["Scope"],
            "default_action": "block" if "Block" in seen.item["DefaultAction"] else "allow",
            "managed_rule_groups": tuple(
                each["ManagedRuleGroupStatement"]["Name"] for each in statements if "ManagedRuleGroupStatement" in each
            ),
            "rate_limit": limits[0] if limits else None,
        }

    def region(self, sandbox: Sandbox, resource: Wafv2WebAcl) -> str:
        return HOME_REGION if resource.scope == "CLOUDFRONT" else sandbox.nearest_region(resource)

    def create(self, sandbox: Sandbox, resource: Wafv2WebAcl) -> str:
        made = sandbox.client("wafv2", resource).create_web_acl(
            Name=resource.name,
            Scope=resource.scope,
            DefaultAction={resource.default_action.capitalize(): {}},
            VisibilityConfig=_visible(resource.name),
            Rules=list(_rules(resource)),
            Tags=sandbox.tag_list(resource),
        )
        return str(made["Summary"]["ARN"])


def _rules(resource: Wafv2WebAcl) -> Iterator[dict[str, Any]]:
    for priority, name in enumerate(resource.managed_rule_groups):
        yield {
            "Name": name,
            "Priority": priority,
            "Statement": {"ManagedRuleGroupStatement": {"VendorName": "AWS", "Name": name}},
            "OverrideAction": {"None": {}},
            "VisibilityConfig": _visible(name),
        }
    if resource.rate_limit:
        yield {
            "Name": "rate-limit",
            "Priority": len(resource.managed_rule_groups),
            "Statement": {"RateBasedStatement": {"Limit": resource.rate_limit, "AggregateKeyType": "IP"}},
            "Action": {"Block": {}},
            "VisibilityConfig": _visible("rate-limit"),
        }


def _visible(name: str) -> dict[str, Any]:
    return {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": name}
