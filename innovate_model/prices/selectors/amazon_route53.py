"""AmazonRoute53: zones and queries, the same for the whole world."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "route53.zone": Selector("AmazonRoute53", "zone-month", "HostedZone", is_global=True),
    "route53.queries_1m": Selector("AmazonRoute53", "million queries", "DNS-Queries", per=10**6, is_global=True),
    "route53.latency_queries_1m": Selector(
        "AmazonRoute53", "million queries", "LBR-Queries", per=10**6, is_global=True
    ),
}
