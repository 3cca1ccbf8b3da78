"""What machines and databases cost beside themselves where GuardDuty or Inspector looks at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from innovate_model.analyses.cost.demand import Charge, Demand, Metered, NotPriced, Site, hours
from innovate_model.analyses.cost.money import HOURS_PER_MONTH
from innovate_model.analyses.instance_types import vcpus_of
from innovate_model.resources.base import Resource

_MONTH = int(HOURS_PER_MONTH)
_LOGINS = "GuardDuty RDS Protection"


class More(NamedTuple):
    """What autoscaling adds: what its hours are stated as, and in words."""

    measure: str
    words: str


def of_machines(
    resource: Resource, site: Site, types: Sequence[str], count: int, vcpu_price: str, more: More | None = None
) -> Iterator[Demand]:
    """Each vCPU by the month where an agent of Runtime Monitoring stands, and each instance by the hour where Inspector
    looks for vulnerabilities.

    https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html
    https://docs.aws.amazon.com/inspector/latest/user/scanning-ec2.html
    """
    detector = site.watcher_of(resource, "processes")
    if detector is not None:
        why = f"an agent of {detector} on each"
        yield from _by_vcpu("GuardDuty Runtime Monitoring", vcpu_price, types, count, why, more)
    inspector = site.watcher_of(resource, "vulnerabilities")
    if inspector is not None:
        what, price, why = "Inspector", "inspector.instance_hour", f"looked at by {inspector} by way of the SSM agent"
        if count:
            yield hours(f"{what}, instances", price, count, f"{count} all month, {why}")
        if more is not None:
            yield Metered(f"{what}, {more.words}", price, more.measure, why)


def of_databases(
    resource: Resource, site: Site, instance_class: str, count: int, more: More | None = None
) -> Iterator[Demand]:
    """Each vCPU of an instance by the month where GuardDuty looks at logins.

    https://docs.aws.amazon.com/guardduty/latest/ug/rds-protection.html
    """
    detector = site.watcher_of(resource, "logins")
    if detector is not None:
        why = f"{detector} looks at logins"
        yield from _by_vcpu(_LOGINS, "guardduty.rds_vcpu", (instance_class,), count, why, more)


def of_capacity(resource: Resource, site: Site, units: Decimal, more: More | None = None) -> Iterator[Demand]:
    """The same of Aurora Serverless v2: each of its capacity units (ACU) by the month."""
    detector = site.watcher_of(resource, "logins")
    if detector is not None:
        price, why = "guardduty.rds_acu", f"{detector} looks at logins"
        if units:
            yield Charge(_LOGINS, price, units, f"{units:f} ACU all month, {why}")
        if more is not None:
            yield Metered(f"{_LOGINS}, {more.words}", price, more.measure, why, _MONTH)


def _by_vcpu(what: str, price: str, types: Sequence[str], count: int, why: str, more: More | None) -> Iterator[Demand]:
    sizes = {vcpus_of(name) for name in types}
    vcpus = sizes.pop()
    if vcpus is None or sizes:
        yield NotPriced(what, f"by the vCPU, and how many each of {', '.join(types)} has is not known, or not the same")
        return
    if count:
        yield Charge(what, price, Decimal(count * vcpus), f"{count} x {vcpus} vCPUs all month, {why}")
    if more is not None:
        yield Metered(f"{what}, {more.words}", price, more.measure, why, _MONTH, vcpus)
