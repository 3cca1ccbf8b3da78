"""Nobody in an environment can make an IAM user or an access key.

Design document §7: "Centralized identity via IAM Identity Center"; §6: workloads connect via "IAM Roles for Service
Accounts (IRSA)". Keys of IAM users do not expire, and leave with a laptop or a repository:
https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

The policies over an account are evaluated for an ordinary role of it. Judged where a service control policy limits
the account at all (`workload-account-under-a-policy` asks for one), and where the answer does not hang on a condition
that is not known.

PASS:
    organization:
      title: Example
      region: us-east-1
      service_control_policies:
        no-users:
          targets: organization
          statements: {users: {effect: Deny, actions: ["iam:CreateUser", "iam:CreateAccessKey"]}}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization:
      title: Example
      region: us-east-1
      service_control_policies:
        no-users: {targets: organization, statements: {users: {effect: Deny, actions: ["iam:CreateUser"]}}}
    accounts:
      production: {account_id: "333333333333", environment: production}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.guardrails import allows, by_a_role, is_limiting, policies_over
from innovate_model.analyses.oversight import workload_accounts
from innovate_model.analyses.policy_evaluation import Outcome
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


_ACTIONS = ("iam:CreateUser", "iam:CreateAccessKey")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account whose ordinary roles may make either."""
    for account in workload_accounts(graph):
        if not any(map(is_limiting, policies_over(graph, account))):
            continue
        resource = f"arn:aws:iam::{account.account_id}:user/somebody"
        open_ = [
            action
            for action in _ACTIONS
            if allows(graph, account, by_a_role(account, action, resource)).outcome is Outcome.ALLOWED
        ]
        if open_:
            message = f"no service control policy denies {' and '.join(open_)} in this account"
            mend = f"statements: {{users: {{effect: Deny, actions: [{', '.join(open_)}]}}}} in a policy over it"
            yield Complaint(at(account.address, "organizational_unit"), message, mend)
