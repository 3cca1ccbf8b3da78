"""What was bought in advance: reserved instances of three services, and savings plans."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from innovate_model.aws.calls import Call, Item, Scope, tags_of
from innovate_model.aws.services.base import ReadType, Seen, Unknown, View
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan

INSTANCES = Call("ec2", "describe_reserved_instances", "ReservedInstances")
DATABASES = Call("rds", "describe_reserved_db_instances", "ReservedDBInstances")
CACHES = Call("elasticache", "describe_reserved_cache_nodes", "ReservedCacheNodes")
PLANS = Call("savingsplans", "describe_savings_plans", "savingsPlans", scope=Scope.ACCOUNT, continuation="nextToken")
_YEAR = 365 * 24 * 3600
_GONE = ("retired", "payment-failed", "queued-deleted", "returned")
_TYPES = {"Compute": "COMPUTE", "EC2Instance": "EC2_INSTANCE", "Database": "DATABASE"}
_PURPOSE = {"covers": "what it was bought for is the buyer's own word: AWS applies it to whatever fits"}
_KEYS = {
    "ec2": ("ReservedInstancesId", "InstanceType", "InstanceCount"),
    "rds": ("ReservedDBInstanceId", "DBInstanceClass", "DBInstanceCount"),
    "elasticache": ("ReservedCacheNodeId", "CacheNodeType", "CacheNodeCount"),
}
"""Service -> the keys of the id, the type and the count."""


class Reservations(ReadType[Reservation]):
    """The three services say the same in their own words."""

    resource = Reservation
    calls = (INSTANCES, DATABASES, CACHES)
    model_only: ClassVar[dict[str, str]] = _PURPOSE

    def seen(self, view: View) -> Iterator[Seen]:
        for call in self.calls:
            key = _KEYS[call.service][0]
            for item in view.items(call):
                if item.get("State") not in _GONE:
                    tags, name = tags_of(item), item[key]
                    about = {**item, "Service": call.service}
                    yield Seen(f"{call.service} {name}", about, tags.get("Name", name), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        _, type_, count = _KEYS[seen.item["Service"]]
        return {
            "service": seen.item["Service"],
            "instance_type": seen.item[type_],
            "instance_count": seen.item[count],
            "term_years": _years(seen.item["Duration"]),
            "payment_option": _payment(seen.item["OfferingType"]),
        }


class SavingsPlans(ReadType[SavingsPlan]):
    """Those for machine learning are not among what the model knows."""

    resource = SavingsPlan
    calls = (PLANS,)
    model_only: ClassVar[dict[str, str]] = _PURPOSE

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(PLANS):
            if item.get("state") not in _GONE:
                tags = tags_of(item)
                yield Seen(item["savingsPlanArn"], item, tags.get("Name", item.get("savingsPlanId", "")), "", tags)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item: Item = seen.item
        return {
            "plan_type": _TYPES.get(item["savingsPlanType"]) or Unknown(f"it is of type {item['savingsPlanType']}"),
            "instance_family": item.get("ec2InstanceFamily") or "",
            "commitment_usd_per_hour": float(item["commitment"]),
            "term_years": _years(item["termDurationInSeconds"]),
            "payment_option": _payment(item["paymentOption"]),
        }


def _years(seconds: int) -> str:
    return str(round(seconds / _YEAR))


def _payment(text: str) -> str:
    """`Partial Upfront` -> PARTIAL_UPFRONT."""
    return text.upper().replace(" ", "_")
