"""AWSSecretsManager: secrets and requests."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "secretsmanager.secret": Selector("AWSSecretsManager", "secret-month", family="Secret"),
    "secretsmanager.api_10k": Selector("AWSSecretsManager", "10 thousand requests", family="API Request", per=10_000),
}
