"""A budget with alerts watches what every environment spends.

Design document §9: "budgets and anomaly detection alerts"; §2: separate accounts give "billing clarity", and the
sandbox has "tighter quotas". A budget stops nothing; without an alert it does not even tell:
https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html

Judged where there is a budget, or an organisation whose management account is named. One budget over several accounts
counts for none of them: it hides the small one behind the large.

PASS:
    accounts:
      payer:
        account_id: "111111111111"
        budgets:
          dev:
            limit_usd: 500
            linked_accounts: accounts.dev
            alerts: {near: {threshold_percent: 80, subscribers: [finops@example.com]}}
      dev: {account_id: "222222222222", environment: dev}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      dev: {account_id: "222222222222", environment: dev}
FAIL:
    accounts:
      dev: {account_id: "222222222222", environment: dev, budgets: {all: {limit_usd: 500}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import whole_organization, workload_accounts
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.budget import Budget

SEVERITY = Severity.WARNING
PILLAR: Pillar = "cost optimization"
SECTION = "9"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each budget without an alert, and one for each environment's account without a budget."""
    budgets = list(graph.model.of(Budget))
    if not budgets and whole_organization(graph) is None:
        return
    seen: set[str] = set()
    for budget in budgets:
        accounts = graph.targets(budget.address, Relation.WATCHES)
        if len(accounts) == 1:
            seen.update(accounts)
        if not budget.alerts:
            mend = "alerts: {near: {threshold_percent: 80, subscribers: [...]}}"
            yield Complaint(at(budget.address, "alerts"), "this budget tells nobody when it is spent", mend)
    for account in workload_accounts(graph):
        if account.address not in seen:
            message = f"no budget watches what this {account.environment} account spends"
            mend = f"budgets: {{{account.name}: {{limit_usd: ..., linked_accounts: {account.address}, alerts: ...}}}}"
            yield Complaint(at(account.address), message + ", and it alone", mend)
