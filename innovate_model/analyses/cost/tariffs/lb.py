"""Elastic Load Balancing: by the hour, by capacity units, and the public addresses."""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.cost.demand import Demand, Metered, Site, hours, public_ipv4
from innovate_model.resources.lb import Lb

_PAGE = "https://aws.amazon.com/elasticloadbalancing/pricing/"


def lb(resource: Lb, site: Site) -> Iterator[Demand]:
    """Each hour and each hour of a capacity unit (LCU of an ALB, NLCU of an NLB), of which the dearest dimension
    counts. Facing the internet, one public IPv4 address in each Availability Zone: an NLB has exactly that, an ALB at
    least that, more as it grows.

    https://aws.amazon.com/elasticloadbalancing/pricing/
    https://aws.amazon.com/blogs/networking-and-content-delivery/identify-and-optimize-public-ipv4-address-usage-on-aws/
    """
    is_alb = resource.type_ == "application"
    name, unit, price, units = (
        ("ALB", "LCU", "alb.hour", "alb.lcu") if is_alb else ("NLB", "NLCU", "nlb.hour", "nlb.nlcu")
    )
    yield hours(name, price, 1, "runs all month")
    zones = site.zones_of(resource.subnets)
    if not resource.internal and zones:
        yield public_ipv4(len(zones), f"{'at least ' if is_alb else ''}one address in each of {', '.join(zones)}")
    yield Metered(
        f"{unit}s of the {name}", units, "capacity_unit_hours", f"the highest dimension of a {unit}, each hour"
    )


TIER = "network"
PRICED = {"lb": lb}
FREE = dict.fromkeys(("listener", "target_group"), f"the load balancer is billed, not its parts: {_PAGE}")
