"""Security Hub CSPM, once in an account and region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, by
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, Unknown, View, place_of, unless_unknown
from innovate_model.resources.securityhub_account import SecurityhubAccount

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox
    from innovate_model.model import Model


def _beside(operation: str, result: str = "", then: tuple[Call, ...] = ()) -> Call:
    """What is asked only where there is a hub."""
    return Call("securityhub", operation, result, ask=lambda item, request: {}, then=then)


STANDARDS = _beside("get_enabled_standards", "StandardsSubscriptions")
ORGANIZATION = _beside("describe_organization_configuration")
ADMINISTRATOR = _beside("get_administrator_account", "Administrator")
MEMBERS = _beside("list_members", "Members")
AGGREGATOR = Call(
    "securityhub",
    "get_finding_aggregator",
    ask=by("FindingAggregatorArn", "FindingAggregatorArn"),
)
AGGREGATORS = _beside("list_finding_aggregators", "FindingAggregators", then=(AGGREGATOR,))
TAGS = Call("securityhub", "list_tags_for_resource", ask=by("ResourceArn", "HubArn"))
HUB = Call(
    "securityhub",
    "describe_hub",
    then=(STANDARDS, ORGANIZATION, ADMINISTRATOR, MEMBERS, AGGREGATORS, TAGS),
    absent=frozenset({"InvalidAccessException", "ResourceNotFoundException"}),
)


class SecurityHubs(AwsType[SecurityhubAccount]):
    """Those of member accounts are made by the organisation's administrator, whose own hub says it.

    A standard is named by its ARN: `arn:aws:securityhub:REGION::standards/NAME/v/1.0.0`.
    """

    resource = SecurityhubAccount
    calls = (HUB,)

    def identity(self, model: Model, resource: SecurityhubAccount) -> str:
        account, region = place_of(model, resource)
        return f"arn:aws:securityhub:{region}:{account}:hub/default"

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(HUB):
            tags, above = view.tags(TAGS, item), view.one(ADMINISTRATOR, item)
            is_member = isinstance(above, Mapping) and bool(above.get("AccountId")) and not tags
            why = "hub of a member account" if is_member else ""
            yield Seen(item["HubArn"], item, tags.get("Name", ""), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        return {
            "standards": unless_unknown(
                view.several(STANDARDS, item), lambda found: tuple(_name(each["StandardsArn"]) for each in found)
            ),
            "auto_enable": unless_unknown(
                view.one(ORGANIZATION, item), lambda told: bool((told or {}).get("AutoEnable"))
            ),
            "members": unless_unknown(
                view.several(MEMBERS, item), lambda found: view.addresses(each["AccountId"] for each in found)
            ),
            "linking_mode": _linking(item, view),
        }

    def create(self, sandbox: Sandbox, resource: SecurityhubAccount) -> str:
        hub = sandbox.client("securityhub", resource)
        hub.enable_security_hub(EnableDefaultStandards=False, Tags=sandbox.tags(resource))
        return str(hub.describe_hub()["HubArn"])

    def connect(self, sandbox: Sandbox, resource: SecurityhubAccount) -> None:
        hub, region = sandbox.client("securityhub", resource), sandbox.region(resource)
        if resource.standards:
            with sandbox.part(resource, "standards"):
                arns = [f"arn:aws:securityhub:{region}::standards/{each}/v/1.0.0" for each in resource.standards]
                hub.batch_enable_standards(StandardsSubscriptionRequests=[{"StandardsArn": each} for each in arns])
        if resource.members:
            with sandbox.part(resource, "members"):
                accounts = sandbox.ids_of(resource.members)
                hub.create_members(AccountDetails=[{"AccountId": each} for each in accounts])
        if resource.auto_enable:
            with sandbox.part(resource, "auto_enable"):
                hub.update_organization_configuration(AutoEnable=True)
        if resource.linking_mode != "NO_REGIONS":
            with sandbox.part(resource, "linking_mode"):
                hub.create_finding_aggregator(RegionLinkingMode=resource.linking_mode)


def _name(arn: str) -> str:
    return arn.split("/")[1]


def _linking(hub: Mapping[str, Any], view: View) -> Any:
    found = view.several(AGGREGATORS, hub)
    if isinstance(found, Unknown):
        return found
    if not found:
        return "NO_REGIONS"
    return unless_unknown(view.one(AGGREGATOR, found[0]), lambda told: (told or {}).get("RegionLinkingMode", UNSAID))
