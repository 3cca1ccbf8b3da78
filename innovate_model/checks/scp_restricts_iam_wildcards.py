"""No role in an environment can attach AdministratorAccess.

Design document §7: "SCP guardrails (... restrict IAM wildcard)". AWS's policy that allows everything is the wildcard
that a service control policy can see, by its ARN:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html

The policies over an account are evaluated for an ordinary role of it. What they cannot see is the text of a policy: a
`*` in an inline policy is held by permissions boundaries (`roles-under-a-boundary`) and found in the model by
`iam-without-wildcards`. Judged where a service control policy limits the account at all
(`workload-account-under-a-policy` asks for one), and where the answer does not hang on a condition that is not known.

PASS:
    organization:
      title: Example
      region: us-east-1
      service_control_policies:
        no-administrators:
          targets: organization
          statements:
            attach:
              effect: Deny
              actions: ["iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:AttachGroupPolicy"]
              condition: {ArnEquals: {iam:PolicyARN: "arn:aws:iam::aws:policy/AdministratorAccess"}}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization:
      title: Example
      region: us-east-1
      service_control_policies:
        no-administrators:
          targets: organization
          statements:
            attach:
              effect: Deny
              actions: ["iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:AttachGroupPolicy"]
              condition: {ArnEquals: {iam:PolicyARN: "arn:aws:iam::aws:policy/PowerUserAccess"}}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization:
      title: Example
      region: us-east-1
      service_control_policies:
        stay: {targets: organization, statements: {leave: {effect: Deny, actions: ["organizations:*"]}}}
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
from innovate_model.resources.account import Account

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


_ACTIONS = {
    "iam:AttachRolePolicy": "role/other",
    "iam:AttachUserPolicy": "user/other",
    "iam:AttachGroupPolicy": "group/other",
}
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account whose ordinary roles may attach it to a role, a user or a group."""
    for account in workload_accounts(graph):
        if not any(map(is_limiting, policies_over(graph, account))):
            continue
        open_ = [action for action, target in _ACTIONS.items() if _may(graph, account, action, target)]
        if open_:
            message = f"no service control policy denies {', '.join(open_)} of AdministratorAccess in this account"
            condition = f"{{ArnEquals: {{iam:PolicyARN: {_ADMINISTRATOR}}}}}"
            mend = f"{{effect: Deny, actions: [{', '.join(open_)}], condition: {condition}}} in a policy over it"
            yield Complaint(at(account.address, "organizational_unit"), message, mend)


def _may(graph: Graph, account: Account, action: str, target: str) -> bool:
    resource = f"arn:aws:iam::{account.account_id}:{target}"
    request = by_a_role(account, action, resource, iam__PolicyARN=_ADMINISTRATOR)
    return allows(graph, account, request).outcome is Outcome.ALLOWED
