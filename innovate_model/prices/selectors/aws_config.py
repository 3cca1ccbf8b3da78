"""AWSConfig: configuration items, and evaluations of rules and conformance packs."""

from __future__ import annotations

from innovate_model.prices.selector import Selector

SELECTORS = {
    "config.item": Selector("AWSConfig", "configuration item", "ConfigurationItemRecorded"),
    "config.item_daily": Selector("AWSConfig", "configuration item", "ConfigurationItemRecordedDaily"),
    "config.rule_evaluation": Selector("AWSConfig", "evaluation", "ConfigRuleEvaluations"),
    "config.conformance_pack_evaluation": Selector("AWSConfig", "evaluation", "ConformancePackEvaluations"),
}
