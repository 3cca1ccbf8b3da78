"""No role in an environment can switch off what watches it.

Design document §2: the Security account "enforces detective controls". An intruder begins with the alarm: deleting the
detector, or stopping the recorder, in the account that they are in. A service control policy holds even against its
administrators:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html

The policies over an account are evaluated for an ordinary role of it, of what watches the account in the model:
GuardDuty, Security Hub, AWS Config. Where the answer hangs on a condition that is not known, nothing is said. Judged
where the organisation names its management account.

PASS:
    organization:
      title: Example
      region: us-east-1
      management_account: payer
      service_control_policies:
        keep-watching: {targets: organization, statements: {all: {effect: Deny, actions: ["guardduty:Delete*"]}}}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production, guardduty_detectors: {main: {}}}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production, guardduty_detectors: {main: {}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.guardrails import allows, by_a_role
from innovate_model.analyses.oversight import watched, whole_organization, workload_accounts
from innovate_model.analyses.policy_evaluation import Outcome
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.config_recorder import ConfigRecorder
from innovate_model.resources.guardduty_detector import GuarddutyDetector
from innovate_model.resources.securityhub_account import SecurityhubAccount

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "2"


_OFF: dict[type[Resource], str] = {
    GuarddutyDetector: "guardduty:DeleteDetector",
    SecurityhubAccount: "securityhub:DisableSecurityHub",
    ConfigRecorder: "config:StopConfigurationRecorder",
}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account whose ordinary roles may switch off some of what watches it."""
    if whole_organization(graph) is None:
        return
    seen = {action: watched(graph, list(graph.model.of(cls))) for cls, action in _OFF.items()}
    for account in workload_accounts(graph):
        open_ = [
            action
            for action, accounts in seen.items()
            if account.address in accounts
            and allows(graph, account, by_a_role(account, action, "*")).outcome is Outcome.ALLOWED
        ]
        if open_:
            message = f"no service control policy denies {', '.join(open_)} to the roles of this account"
            mend = f"statements: {{keep: {{effect: Deny, actions: [{', '.join(open_)}]}}}} in a policy over it"
            yield Complaint(at(account.address, "organizational_unit"), message, mend)
