"""GuardDuty watches every account.

Design document §2: the Security account holds "GuardDuty" and "Aggregates findings from all member accounts"; §3.2:
"GuardDuty for threat detection". The detector of the delegated administrator takes in all accounts with
`auto_enable_organization_members: ALL`; one that is switched off, or that waits for new accounts, watches none of
those that are there:
https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_organizations.html

Judged where there is a detector, or an organisation whose management account is named.

PASS:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      security:
        account_id: "222222222222"
        guardduty_detectors: {main: {auto_enable_organization_members: ALL}}
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production}
FAIL:
    accounts:
      security:
        account_id: "222222222222"
        guardduty_detectors: {main: {auto_enable_organization_members: NEW}}
      production: {account_id: "333333333333", environment: production}
FAIL:
    accounts:
      production:
        account_id: "333333333333"
        guardduty_detectors: {main: {enable: no}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import unwatched, whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.guardduty_detector import GuarddutyDetector

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for an organisation without any, or one for each account that no detector watches."""
    if not list(graph.model.of(GuarddutyDetector)):
        organization = whole_organization(graph)
        if organization is not None:
            mend = "give the security account guardduty_detectors: {main: {auto_enable_organization_members: ALL}}"
            yield Complaint(at(organization.address), "GuardDuty watches none of the accounts", mend)
        return
    for account in unwatched(graph, GuarddutyDetector, lambda detector: detector.enable):
        mend = "auto_enable_organization_members: ALL at the detector of the security account"
        yield Complaint(at(account.address), "no GuardDuty detector watches this account", mend)
