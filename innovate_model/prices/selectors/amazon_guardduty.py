"""AmazonGuardDuty: what it always looks at."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "guardduty.cloudtrail_1m": Selector("AmazonGuardDuty", "million events", "PaidEventsAnalyzed", per=10**6),
    "guardduty.flow_and_dns_gb": Selector("AmazonGuardDuty", "GB", "PaidEventsAnalyzed-Bytes"),
}
