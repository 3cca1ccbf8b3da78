"""An organisation with units or guardrails says which account manages it.

Design document §2: "Organization Management: root/management account ... SCPs". Service control policies do not bind
that account, and what watches the whole organisation is administered for it; a model that does not say which it is
cannot be judged by either:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices_mgmt-acct.html

PASS:
    organization:
      title: Example
      region: us-east-1
      management_account: root
      organizational_units: {workloads: {}}
    accounts: {root: {account_id: "111111111111"}}
FAIL:
    organization: {title: Example, region: us-east-1, organizational_units: {workloads: {}}}
    accounts: {a: {account_id: "111111111111", organizational_unit: workloads}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.organization import Organization
from innovate_model.resources.organizational_unit import OrganizationalUnit
from innovate_model.resources.service_control_policy import ServiceControlPolicy

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint, at the organisation."""
    governed = any(True for _ in graph.model.of(OrganizationalUnit)) or any(
        True for _ in graph.model.of(ServiceControlPolicy)
    )
    for organization in graph.model.of(Organization):
        if governed and organization.management_account is None:
            message = "nobody can tell which account manages the units and guardrails"
            yield Complaint(at(organization.address, "management_account"), message, "management_account: NAME")
