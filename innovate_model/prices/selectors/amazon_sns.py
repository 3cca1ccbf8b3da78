"""AmazonSNS: requests to standard topics, and deliveries by protocol."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AmazonSNS"


def _deliveries(protocol: str, unit: str, per: int) -> Selector:
    usage = f"DeliveryAttempts-{protocol}"
    return Selector(_SERVICE, f"{unit} deliveries", usage, "Message Delivery", per=per, begins_free=True)


SELECTORS = {
    "sns.requests_1m": Selector(
        _SERVICE, "million requests", "Requests-Tier1", "API Request", per=10**6, begins_free=True
    ),
    "sns.http_100k": _deliveries("HTTP", "100 thousand", 10**5),
    "sns.email_100k": _deliveries("SMTP", "100 thousand", 10**5),
    "sns.push_1m": _deliveries("APNS", "million", 10**6),
    "sns.firehose_1m": _deliveries("FIREHOSE", "million", 10**6),
}
