"""AmazonPrometheus: samples taken in, kept and read by queries."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AmazonPrometheus"
SELECTORS = {
    "prometheus.samples_1m": Selector(
        _SERVICE, "million samples", "AMP:MetricSampleCount", per=10**6, begins_free=True
    ),
    "prometheus.gb": Selector(_SERVICE, "GB-month", "AMP:MetricStorageByteHrs", begins_free=True),
    "prometheus.query_1b": Selector(_SERVICE, "billion samples", "AMP:QuerySamplesProcessed", per=10**9),
}
