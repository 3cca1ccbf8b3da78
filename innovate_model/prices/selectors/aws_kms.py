"""awskms: keys and requests, whose usage types begin with the name of the region."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "kms.key": Selector("awskms", "key-month", "KMS-Keys", "Encryption Key"),
    "kms.requests_10k": Selector("awskms", "10 thousand requests", "KMS-Requests", per=10_000),
}
