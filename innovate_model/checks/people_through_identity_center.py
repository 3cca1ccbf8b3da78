"""People come into every environment through IAM Identity Center.

Design document §7: "Centralized identity via IAM Identity Center with least-privilege permission sets per account". An
account that nobody is assigned to is entered in some other way, which nobody sees when somebody leaves the company:
https://docs.aws.amazon.com/singlesignon/latest/userguide/what-is.html

Judged where there is an Identity Center, or an organisation whose management account is named.

PASS:
    organization:
      title: Example
      region: us-east-1
      identity_center:
        permission_sets: {reader: {managed_policies: [job-function/ViewOnlyAccess]}}
        account_assignments:
          production: {group: developers, permission_set: reader, accounts: accounts.production}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization: {title: Example, region: us-east-1, identity_center: {}}
    accounts:
      production: {account_id: "333333333333", environment: production}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import whole_organization, workload_accounts
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.account_assignment import AccountAssignment
from innovate_model.resources.identity_center import IdentityCenter

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for an organisation without it, or one for each environment's account that nobody is assigned
    to."""
    if not list(graph.model.of(IdentityCenter)):
        organization = whole_organization(graph)
        if organization is not None:
            mend = "identity_center: {mfa_mode: ALWAYS_ON, without_mfa_device: register, permission_sets: ...}"
            yield Complaint(at(organization.address), "there is no IAM Identity Center for people to sign in to", mend)
        return
    assigned = {account for each in graph.model.of(AccountAssignment) for account in each.accounts}
    for account in workload_accounts(graph):
        if account.address not in assigned:
            message = f"nobody is assigned to this {account.environment} account"
            mend = f"account_assignments: {{it: {{group: ..., permission_set: ..., accounts: {account.address}}}}}"
            yield Complaint(at(account.address), message, mend)
