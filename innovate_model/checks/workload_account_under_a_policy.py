"""A service control policy binds every account that serves an environment.

Design document §2: separate accounts simplify "application of service control policies (SCPs)". A policy reaches an
account directly, through the units above it, or from the organisation:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html

A policy counts when it forbids something: AWS attaches one to everything that allows all.

PASS:
    organization:
      title: Example
      region: us-east-1
      organizational_units: {workloads: {}, production: {parent_unit: workloads}}
      service_control_policies:
        guardrail:
          targets: organizational_units.workloads
          statements: {stay: {effect: Deny, actions: ["organizations:LeaveOrganization"]}}
    accounts:
      production: {account_id: "111111111111", environment: production, organizational_unit: production}
FAIL:
    organization: {title: Example, region: us-east-1, organizational_units: {production: {}}}
    accounts:
      production: {account_id: "111111111111", environment: production, organizational_unit: production}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.guardrails import chain_above, is_limiting, policies_over
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account that serves an environment and that no policy limits."""
    for account in graph.model.of(Account):
        if account.environment is None or any(map(is_limiting, policies_over(graph, account))):
            continue
        message = f"no service control policy limits this {account.environment} account"
        mend = f"give a policy one of the targets {', '.join(chain_above(graph, account))}"
        yield Complaint(at(account.address, "organizational_unit"), message, mend)
