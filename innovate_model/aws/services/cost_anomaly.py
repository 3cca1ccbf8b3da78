"""Monitors of Cost Anomaly Detection, with who hears of what they find."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from innovate_model.aws.calls import Call, Item, Scope, by
from innovate_model.aws.services.base import ReadType, Seen, Unknown, View
from innovate_model.resources.cost_anomaly_monitor import CostAnomalyMonitor

SUBSCRIPTIONS = Call(
    "ce",
    "get_anomaly_subscriptions",
    "AnomalySubscriptions",
    scope=Scope.ACCOUNT,
    ask=by("MonitorArn", "MonitorArn"),
    continuation="NextPageToken",
)
TAGS = Call("ce", "list_tags_for_resource", scope=Scope.ACCOUNT, ask=by("ResourceArn", "MonitorArn"))
MONITORS = Call(
    "ce",
    "get_anomaly_monitors",
    "AnomalyMonitors",
    scope=Scope.ACCOUNT,
    then=(SUBSCRIPTIONS, TAGS),
    continuation="NextPageToken",
)
_IMPACT = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"


class CostAnomalyMonitors(ReadType[CostAnomalyMonitor]):
    """AWS makes a monitor of all services in an account that has none."""

    resource = CostAnomalyMonitor
    calls = (MONITORS,)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(MONITORS):
            tags, name = view.tags(TAGS, item), item["MonitorName"]
            why = "default cost monitor" if name == "Default-Services-Monitor" and not tags else ""
            yield Seen(item["MonitorArn"], item, tags.get("Name", name), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        chosen = (seen.item.get("MonitorSpecification") or {}).get("Dimensions") or {}
        return {
            "monitor_type": seen.item["MonitorType"],
            "linked_accounts": view.addresses(chosen.get("Values") if chosen.get("Key") == "LINKED_ACCOUNT" else ()),
            "subscription": _subscription(view.several(SUBSCRIPTIONS, seen.item)),
        }


def _subscription(found: tuple[Item, ...] | Unknown) -> dict[str, Any] | Unknown | None:
    if isinstance(found, Unknown):
        return found
    if not found:
        return None
    first, *others = found
    if others:
        return Unknown("several subscriptions hear of it, and the model says one")
    impact = (first.get("ThresholdExpression") or {}).get("Dimensions") or {}
    if impact and impact.get("Key") != _IMPACT:
        return Unknown("its threshold is no sum in USD")
    return {
        "frequency": first["Frequency"],
        "threshold_usd": float(impact["Values"][0]) if impact else first.get("Threshold", 0),
        "subscribers": tuple(each["Address"] for each in first.get("Subscribers") or ()),
    }
