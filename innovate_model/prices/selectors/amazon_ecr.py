"""AmazonECR: what lies in repositories."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "ecr.gb": Selector("AmazonECR", "GB-month", "TimedStorage-ByteHrs", "EC2 Container Registry"),
}
