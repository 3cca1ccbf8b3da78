"""Amazon Inspector scans the images of every account that keeps some.

Design document §4.3: "Images stored in Amazon ECR with vulnerability scans via Amazon Inspector". A scan on push sees
what is known on that day; Inspector scans again when a vulnerability becomes known, as long as the image was pushed or
used not long ago (14 days, unless set otherwise):
https://docs.aws.amazon.com/inspector/latest/user/scanning-ecr.html
https://docs.aws.amazon.com/inspector/latest/user/scanning_resources_configure_duration_setting_ecr.html

Judged where there is an Inspector, or an organisation whose management account is named.

PASS:
    accounts:
      tools:
        account_id: "222222222222"
        ecr_repositories: {api: {scan_on_push: yes}}
        inspector_enablers: {own: {resource_types: [ECR], accounts: accounts.tools}}
FAIL:
    accounts:
      tools:
        account_id: "222222222222"
        ecr_repositories: {api: {scan_on_push: yes}}
        inspector_enablers: {own: {resource_types: [EC2], accounts: accounts.tools}}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production, ecr_repositories: {api: {}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import watched, whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.ecr_repository import EcrRepository
from innovate_model.resources.inspector2_enabler import Inspector2Enabler

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "4.3"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account with repositories that Inspector does not scan."""
    enablers = list(graph.model.of(Inspector2Enabler))
    if not enablers and whole_organization(graph) is None:
        return
    scanned = watched(graph, [enabler for enabler in enablers if "ECR" in enabler.resource_types])
    owners = dict.fromkeys(repository.parent for repository in graph.model.of(EcrRepository))
    for owner in owners:
        if owner not in scanned:
            message = "Amazon Inspector does not scan the images of this account"
            mend = (
                f"inspector_enablers: {{all: {{resource_types: [ECR], accounts: [{owner}]}}}} in the security account"
            )
            yield Complaint(at(owner, "ecr_repositories"), message, mend)
