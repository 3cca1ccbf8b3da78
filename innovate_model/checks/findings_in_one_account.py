"""Security Hub brings the findings of every account together in one of them.

Design document §2: the Security account holds "Security Hub" and "Aggregates findings from all member accounts". An
account whose findings stay at home is one that nobody looks at; members of the delegated administrator hand theirs on:
https://docs.aws.amazon.com/securityhub/latest/userguide/designate-orgs-admin-account.html

Judged where there is a Security Hub, or an organisation whose management account is named.

PASS:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111", security_hubs: {main: {}}}
      security:
        account_id: "222222222222"
        security_hubs: {main: {members: [accounts.payer, accounts.production]}}
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production}
FAIL:
    accounts:
      security: {account_id: "222222222222", security_hubs: {main: {auto_enable: yes}}}
      production: {account_id: "333333333333", environment: production, security_hubs: {main: {}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.securityhub_account import SecurityhubAccount

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for an organisation without any, or one for each account that is no member of the hub that has
    most of them."""
    hubs = list(graph.model.of(SecurityhubAccount))
    if not hubs:
        organization = whole_organization(graph)
        if organization is not None:
            mend = "give the security account security_hubs: {main: {members: every other account}}"
            yield Complaint(at(organization.address), "no Security Hub collects the findings of the accounts", mend)
        return
    collector = max(hubs, key=lambda hub: len(hub.members))
    collected = {collector.parent, *collector.members}
    related = Related("the findings come together here", at(collector.address, "members"))
    for account in graph.model.of(Account):
        if account.address not in collected:
            message = f"the findings of this account do not come together in {collector.parent}"
            yield Complaint(at(account.address), message, f"add {account.address} to its members", (related,))
