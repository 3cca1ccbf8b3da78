"""The bill can be split by tags, and every account carries them.

Design document §9: "Regular cost allocation via tags/Cost Explorer". Cost Explorer only knows keys that the management
account activated, and only what is tagged with them:
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html

An account carries a tag by its `default_tags`, which Terraform puts on everything in it. Judged where the organisation
names cost allocation tags, or its management account.

PASS:
    organization: {title: Example, region: us-east-1, cost_allocation_tags: [team]}
    accounts:
      production: {account_id: "333333333333", environment: production, default_tags: {team: shop}}
FAIL:
    organization: {title: Example, region: us-east-1, cost_allocation_tags: [team]}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.organization import Organization

SEVERITY = Severity.WARNING
PILLAR: Pillar = "cost optimization"
SECTION = "9"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for an organisation without such tags, or one for each account that lacks some."""
    for organization in graph.model.of(Organization):
        if not organization.cost_allocation_tags:
            if whole_organization(graph) is not None:
                mend = "cost_allocation_tags: [environment, team]"
                path = at(organization.address, "cost_allocation_tags")
                yield Complaint(path, "no tag splits the bill", mend)
            continue
        for account in graph.model.of(Account):
            missing = [key for key in organization.cost_allocation_tags if key not in account.default_tags]
            if missing:
                message = f"what this account holds is not tagged with {', '.join(missing)}"
                mend = f"default_tags: {{{', '.join(f'{key}: ...' for key in missing)}}}"
                yield Complaint(at(account.address, "default_tags"), message, mend)
