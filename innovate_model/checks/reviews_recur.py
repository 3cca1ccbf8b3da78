"""A review of the architecture, its cost, its access or its footprint says how often it happens.

Design document §1: "Follow AWS Well-Architected Framework pillars", §9: "Regular cost allocation via tags/Cost
Explorer". A review without a rhythm is one that has not happened since somebody promised it; AWS asks for one at every
milestone and at a regular interval:
https://docs.aws.amazon.com/wellarchitected/latest/framework/the-review-process.html

Penetration tests are judged by a check of their own. What each occasion brings about (a change, a new dependency) needs
no interval.

PASS:
    organization:
      title: Example
      region: us-east-1
      practices: {costs: {type: cost_review, tool: AWS Cost Explorer, interval_days: 30}}
    accounts: {a: {account_id: "111111111111"}}
FAIL:
    organization:
      title: Example
      region: us-east-1
      practices: {architecture: {type: well_architected_review}}
    accounts: {a: {account_id: "111111111111"}}
FAIL:
    organization:
      title: Example
      region: us-east-1
      practices: {costs: {type: cost_review, tool: AWS Cost Explorer}}
    accounts: {a: {account_id: "111111111111"}}
FAIL:
    organization:
      title: Example
      region: us-east-1
      practices: {footprint: {type: sustainability_review}}
    accounts: {a: {account_id: "111111111111"}}
FAIL:
    organization:
      title: Example
      region: us-east-1
      practices: {access: {type: access_review}}
    accounts: {a: {account_id: "111111111111"}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.practice import Practice

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "1"

LONGEST = {"well_architected_review": 365, "cost_review": 92, "sustainability_review": 365, "access_review": 365}
"""Days that may lie between two of them, at most; a quarter for costs, of which the bill tells every month."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each review without an interval, or with one that is no rhythm."""
    for practice in graph.model.of(Practice):
        longest = LONGEST.get(practice.type_)
        if longest is None:
            continue
        path = at(practice.address, "interval_days")
        if practice.interval_days is None:
            yield Complaint(path, "nobody knows when this review happens next", f"interval_days: {min(longest, 90)}")
        elif practice.interval_days > longest:
            message = f"{practice.interval_days} days lie between two of these reviews"
            yield Complaint(path, message, f"interval_days: {longest} or less")
