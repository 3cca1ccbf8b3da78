"""Budgets of costs, with who hears of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import HOME_REGION, Call, Item, Scope, by
from innovate_model.aws.services.base import AwsType, Seen, Unknown, View
from innovate_model.resources.budget import Alert, Budget

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox


def _of_notification(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: request[key] for key in ("AccountId", "BudgetName")} | {"Notification": _plain(item)}


def _of_budget(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"AccountId": request["AccountId"], "BudgetName": item["BudgetName"]}


def _plain(notification: Item) -> dict[str, Any]:
    """Without its state, which says what has happened."""
    return {key: value for key, value in notification.items() if key != "NotificationState"}


def _arn(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"ResourceARN": f"arn:aws:budgets::{request['AccountId']}:budget/{item['BudgetName']}"}


SUBSCRIBERS = Call(
    "budgets", "describe_subscribers_for_notification", "Subscribers", scope=Scope.ACCOUNT, ask=_of_notification
)
NOTIFICATIONS = Call(
    "budgets",
    "describe_notifications_for_budget",
    "Notifications",
    scope=Scope.ACCOUNT,
    ask=_of_budget,
    then=(SUBSCRIBERS,),
)
TAGS = Call("budgets", "list_tags_for_resource", scope=Scope.ACCOUNT, ask=_arn)
BUDGETS = Call(
    "budgets",
    "describe_budgets",
    "Budgets",
    scope=Scope.ACCOUNT,
    ask=by("AccountId"),
    then=(NOTIFICATIONS, TAGS),
)
WHO_AM_I = Call("sts", "get_caller_identity", "Account", scope=Scope.ACCOUNT, then=(BUDGETS,))


class Budgets(AwsType[Budget]):
    """Budgets of costs in USD; an alert has no name in AWS, and says at which percentage whom it tells.

    Every call names its account, which is why the first one asks which that is.
    """

    resource = Budget
    calls = (WHO_AM_I, BUDGETS)
    needs = ("account",)

    def region(self, sandbox: Sandbox, resource: Budget) -> str:
        return HOME_REGION

    def seen(self, view: View) -> Iterator[Seen]:
        for account in view.items(WHO_AM_I):
            request = {"AccountId": account}
            for item in view.answer(BUDGETS, account).items:
                if item.get("BudgetType") == "COST":
                    tags = view.tags(TAGS, item, request)
                    arn = f"arn:aws:budgets::{account}:budget/{item['BudgetName']}"
                    yield Seen(arn, item, tags.get("Name", item["BudgetName"]), "", tags, request=request)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        limit, filters = seen.item.get("BudgetLimit") or {}, seen.item.get("CostFilters") or {}
        is_plain = limit.get("Unit") == "USD"
        return {
            "limit_usd": float(limit["Amount"]) if is_plain else Unknown("its limit is not one sum in USD"),
            "time_unit": seen.item["TimeUnit"],
            "linked_accounts": _accounts(filters, seen.item, view),
            "alerts": _alerts(seen, view),
        }

    def create(self, sandbox: Sandbox, resource: Budget) -> str:
        account, name = sandbox.account_id(resource), resource.name
        filters = {"CostFilters": {"LinkedAccount": sandbox.ids_of(resource.linked_accounts)}}
        sandbox.client("budgets", resource).create_budget(
            AccountId=account,
            Budget={
                "BudgetName": name,
                "BudgetLimit": {"Amount": str(resource.limit_usd), "Unit": "USD"},
                "TimeUnit": resource.time_unit,
                "BudgetType": "COST",
                **(filters if resource.linked_accounts else {}),
            },
            NotificationsWithSubscribers=[_notification(each) for each in resource.alerts.values()],
            ResourceTags=sandbox.tag_list(resource),
        )
        return f"arn:aws:budgets::{account}:budget/{name}"

    def delete(self, sandbox: Sandbox, resource: Budget) -> None:
        account = sandbox.account_id(resource)
        sandbox.client("budgets", resource).delete_budget(AccountId=account, BudgetName=resource.name)


def _accounts(filters: Mapping[str, Any], item: Item, view: View) -> tuple[str, ...] | Unknown:
    if item.get("FilterExpression") or filters.keys() - {"LinkedAccount"}:
        return Unknown("it counts by more than accounts, which the model cannot say")
    return view.addresses(filters.get("LinkedAccount"))


def _alerts(seen: Seen, view: View) -> dict[str, Any] | Unknown:
    found = view.several(NOTIFICATIONS, seen.item, seen.request)
    if isinstance(found, Unknown):
        return found
    request = {**seen.request, "BudgetName": seen.item["BudgetName"]}
    alerts: dict[str, Any] = {}
    for each in found:
        subscribers = view.several(SUBSCRIBERS, each, request)
        if isinstance(subscribers, Unknown):
            return subscribers
        if each.get("ThresholdType", "PERCENTAGE") != "PERCENTAGE":
            return Unknown("an alert is told at a sum, and the model says percentages")
        alerts[f"{each['NotificationType']} {each['Threshold']}"] = {
            "threshold_percent": each["Threshold"],
            "notification_type": each["NotificationType"],
            "subscribers": tuple(one["Address"] for one in subscribers),
        }
    return alerts


def _notification(alert: Alert) -> dict[str, Any]:
    return {
        "Notification": {
            "NotificationType": alert.notification_type,
            "ComparisonOperator": "GREATER_THAN",
            "Threshold": alert.threshold_percent,
            "ThresholdType": "PERCENTAGE",
        },
        "Subscribers": [
            {"SubscriptionType": "SNS" if each.startswith("arn:") else "EMAIL", "Address": each}
            for each in alert.subscribers
        ],
    }
