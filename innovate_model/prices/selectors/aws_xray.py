"""AWSXRay: traces. What is free of them stands in rows of its own, marked `Global-`. Retrieved and scanned traces have
one usage type and one price; some regions have no row for them."""

from __future__ import annotations

from innovate_model.prices.selector import Selector


def _traces(usage: str, operation: str = "") -> Selector:
    attributes = {"operation": operation} if operation else {}
    return Selector("AWSXRay", "million traces", usage, attributes=attributes, per=10**6)


SELECTORS = {
    "xray.recorded_1m": _traces("XRay-TracesStored"),
    "xray.accessed_1m": _traces("XRay-TracesAccessed", "XRay-Traces-Retrieved"),
    "xray.insights_1m": _traces("XRay-InsightsTracesStored"),
}
