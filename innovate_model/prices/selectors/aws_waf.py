"""awswaf: web ACLs, rules, requests. The same with `ShieldProtected-` before them cost nothing."""

from __future__ import annotations

from innovate_model.prices.selector import Selector


def _waf(usage: str, unit: str, per: int = 1) -> Selector:
    return Selector("awswaf", unit, usage, "Web Application Firewall", per=per)


SELECTORS = {
    "waf.web_acl": _waf("WebACLV2", "ACL-month"),
    "waf.rule": _waf("RuleV2", "rule-month"),
    "waf.requests_1m": _waf("RequestV2-Tier1", "million requests", 10**6),
}
