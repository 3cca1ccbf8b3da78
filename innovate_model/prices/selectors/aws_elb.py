"""AWSELB: load balancers. `Outposts-LCUUsage` (USD 0), `ReservedLCUUsage` and `TS-LoadBalancerUsage` stand beside them
with the same family and operation; the usage type tells them apart."""

from __future__ import annotations

from innovate_model.prices.selector import Selector


def _balancer(kind: str, usage: str, unit: str) -> Selector:
    operation = {"operation": f"LoadBalancing:{kind}"}
    return Selector("AWSELB", unit, usage, f"Load Balancer-{kind}", attributes=operation)


SELECTORS = {
    "alb.hour": _balancer("Application", "LoadBalancerUsage", "hour"),
    "alb.lcu": _balancer("Application", "LCUUsage", "LCU-hour"),
    "nlb.hour": _balancer("Network", "LoadBalancerUsage", "hour"),
    "nlb.nlcu": _balancer("Network", "LCUUsage", "NLCU-hour"),
}
