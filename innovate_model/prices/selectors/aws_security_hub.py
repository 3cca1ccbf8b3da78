"""AWSSecurityHub: what Security Hub CSPM checks."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "securityhub.check": Selector("AWSSecurityHub", "check", "PaidComplianceCheck", "AWS Security Hub - Standards"),
}
NOT_LISTED = {"securityhub.finding": "its first tier is free in the list, and free tiers are not counted here"}
