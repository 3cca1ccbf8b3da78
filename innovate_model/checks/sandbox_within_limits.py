"""The sandbox has tighter limits than production: a smaller budget, and no large instances.

Design document §2: Sandbox/Dev is for "Developer experimentation with guardrails", with "Lower cost configurations with
tighter quotas". AWS's own quotas can be raised and not lowered, so that a budget and a service control policy take
their place:
https://docs.aws.amazon.com/goto/WebAPI/service-quotas-2019-06-24/RequestServiceQuotaIncrease

Judged: budgets of one account each, where both environments have one; and, where the organisation names its management
account, whether an ordinary role may launch an m5.24xlarge in an account of environment dev. Nodes of node groups are
launched by a service-linked role, which no policy binds.

PASS:
    organization:
      title: Example
      region: us-east-1
      management_account: payer
      service_control_policies:
        sizes:
          targets: accounts.dev
          statements:
            instances:
              effect: Deny
              actions: ["ec2:RunInstances"]
              resources: ["arn:aws:ec2:*:*:instance/*"]
              condition: {StringNotLike: {ec2:InstanceType: "t3.*,*.large"}}
    accounts:
      payer:
        account_id: "111111111111"
        budgets:
          dev: {limit_usd: 500, linked_accounts: accounts.dev}
          production: {limit_usd: 5000, linked_accounts: accounts.production}
      dev: {account_id: "222222222222", environment: dev}
      production: {account_id: "333333333333", environment: production}
FAIL:
    accounts:
      payer:
        account_id: "111111111111"
        budgets:
          dev: {limit_usd: 5000, linked_accounts: accounts.dev}
          production: {limit_usd: 5000, linked_accounts: accounts.production}
      dev: {account_id: "222222222222", environment: dev}
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      dev: {account_id: "222222222222", environment: dev}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.guardrails import allows, by_a_role
from innovate_model.analyses.oversight import whole_organization, workload_accounts
from innovate_model.analyses.policy_evaluation import Outcome
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.budget import Budget

SEVERITY = Severity.WARNING
PILLAR: Pillar = "cost optimization"
SECTION = "2"
_LARGE = "m5.24xlarge"
_DAYS = {"DAILY": 1, "MONTHLY": 30, "QUARTERLY": 90, "ANNUALLY": 365}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each budget of a sandbox that is not below production's, and for each sandbox without a limit
    of sizes."""
    of_environment: dict[str, list[Budget]] = {}
    for budget in graph.model.of(Budget):
        accounts = graph.targets(budget.address, Relation.WATCHES)
        account = graph.model.get(accounts[0], Account) if len(accounts) == 1 else None
        if account is not None and account.environment is not None:
            of_environment.setdefault(account.environment, []).append(budget)
    production = max(of_environment.get("production", ()), key=_a_day, default=None)
    for budget in of_environment.get("dev", ()) if production is not None else ():
        if production is not None and _a_day(budget) >= _a_day(production):
            message = "the sandbox may spend as much as production"
            related = Related("production's budget", at(production.address, "limit_usd"))
            yield Complaint(at(budget.address, "limit_usd"), message, "set a lower limit_usd", (related,))
    if whole_organization(graph) is None:
        return
    for account in workload_accounts(graph):
        if account.environment == "dev" and _may_launch(graph, account):
            message = f"no service control policy keeps a {_LARGE} out of the sandbox"
            mend = "{effect: Deny, actions: [ec2:RunInstances], condition: {StringNotLike: {ec2:InstanceType: t3.*}}}"
            yield Complaint(at(account.address, "organizational_unit"), message, mend)


def _a_day(budget: Budget) -> float:
    return budget.limit_usd / _DAYS[budget.time_unit]


def _may_launch(graph: Graph, account: Account) -> bool:
    instance = f"arn:aws:ec2:{account.region}:{account.account_id}:instance/i-1"
    request = by_a_role(account, "ec2:RunInstances", instance, ec2__InstanceType=_LARGE)
    return allows(graph, account, request).outcome is Outcome.ALLOWED
