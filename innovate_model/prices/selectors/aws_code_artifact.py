"""AWSCodeArtifact: what lies in domains, and requests."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

_SERVICE = "AWSCodeArtifact"
SELECTORS = {
    "codeartifact.gb": Selector(_SERVICE, "GB-month", "TimedStorage-ByteHrs", "Storage"),
    "codeartifact.requests_10k": Selector(_SERVICE, "10 thousand requests", "Requests", "Request", per=10_000),
}
