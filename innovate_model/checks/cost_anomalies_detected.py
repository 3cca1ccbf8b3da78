"""Somebody hears of unusual spending, wherever it happens.

Design document §9: "budgets and anomaly detection alerts". A budget sees a bill that is too high; an anomaly monitor
sees one that is not as usual, days before the budget does. One by service in the management account sees all
accounts:
https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html

Judged where there is a monitor, or an organisation whose management account is named.

PASS:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer:
        account_id: "111111111111"
        cost_anomaly_monitors: {services: {subscription: {subscribers: [finops@example.com]}}}
      dev: {account_id: "222222222222", environment: dev}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      dev: {account_id: "222222222222", environment: dev}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111", cost_anomaly_monitors: {services: {}}}
      dev: {account_id: "222222222222", environment: dev}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import watched, whole_organization, workload_accounts
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.cost_anomaly_monitor import CostAnomalyMonitor

SEVERITY = Severity.WARNING
PILLAR: Pillar = "cost optimization"
SECTION = "9"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each monitor that tells nobody, and one when none looks at all environments."""
    monitors = list(graph.model.of(CostAnomalyMonitor))
    for monitor in monitors:
        if monitor.subscription is None:
            mend = "subscription: {frequency: DAILY, subscribers: [...]}"
            yield Complaint(at(monitor.address, "subscription"), "this monitor tells nobody what it finds", mend)
    organization = whole_organization(graph)
    if organization is None:
        return
    seen = watched(graph, monitors)
    missing = [account.name for account in workload_accounts(graph) if account.address not in seen]
    if organization.management_account not in seen and missing:
        message = f"nothing looks for unusual spending in {', '.join(missing)}"
        mend = "give the management account cost_anomaly_monitors: {services: {subscription: ...}}"
        yield Complaint(at(organization.address), message, mend)
