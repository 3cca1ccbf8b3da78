"""An organisation that writes down any practice has those that the pillars and production ask for.

Design document §1: the Well-Architected pillars, §2: "Strict change control", §7: "Regular penetration testing", §9:
"Regular cost allocation". Nothing runs that would show that one of them is missing:
https://docs.aws.amazon.com/wellarchitected/latest/framework/the-review-process.html

A model that writes no practices down, or has no production, is not judged.

PASS:
    organization:
      title: Example
      region: us-east-1
      management_account: root
      practices:
        architecture: {type: well_architected_review, interval_days: 365}
        costs: {type: cost_review, interval_days: 30}
        footprint: {type: sustainability_review, interval_days: 180}
        attack: {type: penetration_test, interval_days: 180, applies_to: accounts.production}
        changes: {type: change_control, applies_to: accounts.production}
    accounts:
      root: {account_id: "111111111111"}
      production: {account_id: "222222222222", environment: production}
      staging: {account_id: "333333333333", environment: staging}
FAIL:
    organization:
      title: Example
      region: us-east-1
      management_account: root
      practices:
        costs: {type: cost_review, interval_days: 30}
        footprint: {type: sustainability_review, interval_days: 180}
        attack: {type: penetration_test, interval_days: 180, applies_to: accounts.production}
        changes: {type: change_control, applies_to: accounts.production}
    accounts:
      root: {account_id: "111111111111"}
      production: {account_id: "222222222222", environment: production}
      staging: {account_id: "333333333333", environment: staging}
FAIL:
    organization:
      title: Example
      region: us-east-1
      management_account: root
      practices:
        architecture: {type: well_architected_review, interval_days: 365}
        footprint: {type: sustainability_review, interval_days: 180}
        attack: {type: penetration_test, interval_days: 180, applies_to: accounts.production}
        changes: {type: change_control, applies_to: accounts.production}
    accounts:
      root: {account_id: "111111111111"}
      production: {account_id: "222222222222", environment: production}
      staging: {account_id: "333333333333", environment: staging}
FAIL:
    organization:
      title: Example
      region: us-east-1
      management_account: root
      practices:
        architecture: {type: well_architected_review, interval_days: 365}
        costs: {type: cost_review, interval_days: 30}
        attack: {type: penetration_test, interval_days: 180, applies_to: accounts.production}
        changes: {type: change_control, applies_to: accounts.production}
    accounts:
      root: {account_id: "111111111111"}
      production: {account_id: "222222222222", environment: production}
      staging: {account_id: "333333333333", environment: staging}
FAIL:
    organization:
      title: Example
      region: us-east-1
      management_account: root
      practices:
        architecture: {type: well_architected_review, interval_days: 365}
        costs: {type: cost_review, interval_days: 30}
        footprint: {type: sustainability_review, interval_days: 180}
        changes: {type: change_control, applies_to: accounts.production}
    accounts:
      root: {account_id: "111111111111"}
      production: {account_id: "222222222222", environment: production}
      staging: {account_id: "333333333333", environment: staging}
FAIL:
    organization:
      title: Example
      region: us-east-1
      management_account: root
      practices:
        architecture: {type: well_architected_review, interval_days: 365}
        costs: {type: cost_review, interval_days: 30}
        footprint: {type: sustainability_review, interval_days: 180}
        attack: {type: penetration_test, interval_days: 180, applies_to: accounts.production}
    accounts:
      root: {account_id: "111111111111"}
      production: {account_id: "222222222222", environment: production}
      staging: {account_id: "333333333333", environment: staging}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.organization import Organization
from innovate_model.resources.practice import Practice

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "1"

WANTED = (
    "change_control",
    "cost_review",
    "penetration_test",
    "sustainability_review",
    "well_architected_review",
)


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each practice that nobody has agreed on."""
    agreed = {practice.type_ for practice in graph.model.of(Practice)}
    has_production = any(account.environment == "production" for account in graph.model.of(Account))
    for organization in graph.model.of(Organization) if agreed and has_production else ():
        for wanted in WANTED:
            if wanted not in agreed:
                message = f"nobody has agreed on a {wanted.replace('_', ' ')}"
                mend = f"practices: {{NAME: {{type: {wanted}, ...}}}}"
                yield Complaint(at(organization.address, "practices"), message, mend)
