"""A member account administers what watches over the organisation, not the management account.

Design document §2: the Security account is for "Centralized security tooling", and in the management account there are
"No workloads deployed". Organizations makes a member account the administrator of a service; without that, AWS does
not let it reach over other accounts, and all the work is done in the one account that no guardrail binds:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_integrate_delegated_admin.html

Judged: GuardDuty, Security Hub, Access Analyzer, AWS Config aggregators and Inspector that reach over other accounts,
where the management account is named.

PASS:
    organization:
      title: Example
      region: us-east-1
      management_account: payer
      delegated_administrators:
        guardduty: {account: accounts.security, service_principal: guardduty.amazonaws.com}
    accounts:
      payer: {account_id: "111111111111"}
      security:
        account_id: "222222222222"
        guardduty_detectors: {main: {auto_enable_organization_members: ALL}}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer:
        account_id: "111111111111"
        guardduty_detectors: {main: {auto_enable_organization_members: ALL}}
      production: {account_id: "333333333333"}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      security: {account_id: "222222222222", access_analyzers: {external: {type: ORGANIZATION}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.accessanalyzer_analyzer import AccessanalyzerAnalyzer
from innovate_model.resources.base import Resource
from innovate_model.resources.config_aggregator import ConfigAggregator
from innovate_model.resources.delegated_administrator import DelegatedAdministrator
from innovate_model.resources.guardduty_detector import GuarddutyDetector
from innovate_model.resources.inspector2_enabler import Inspector2Enabler
from innovate_model.resources.organization import Organization
from innovate_model.resources.securityhub_account import SecurityhubAccount

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "2"


_SERVICES: dict[type[Resource], str] = {
    GuarddutyDetector: "guardduty.amazonaws.com",
    SecurityhubAccount: "securityhub.amazonaws.com",
    AccessanalyzerAnalyzer: "access-analyzer.amazonaws.com",
    ConfigAggregator: "config.amazonaws.com",
    Inspector2Enabler: "inspector2.amazonaws.com",
}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each that stands in the management account, or in one that may not reach over others."""
    organization = graph.model.get(Organization.section, Organization)
    if organization is None or organization.management_account is None:
        return
    named = {(each.account, each.service_principal) for each in graph.model.of(DelegatedAdministrator)}
    for cls, service in _SERVICES.items():
        for watcher in graph.model.of(cls):
            if not set(graph.targets(watcher.address, Relation.WATCHES)) - {watcher.parent}:
                continue
            if watcher.parent == organization.management_account:
                message = f"the management account administers {service} for the organisation"
                yield Complaint(at(watcher.address), message, "move it to the security account, and delegate to that")
            elif (watcher.parent, service) not in named:
                message = f"nobody made {watcher.parent} the administrator of {service}"
                mend = f"delegated_administrators: {{it: {{account: {watcher.parent}, service_principal: {service}}}}}"
                yield Complaint(at(watcher.address), message, mend)
