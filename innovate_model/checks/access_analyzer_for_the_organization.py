"""IAM Access Analyzer takes the organisation for its zone of trust.

Design document §2: the Security account holds "IAM Access Analyzer". An analyzer of one account reports every other
account of the organisation as external, and what one account opens to the world is seen in that account only:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html

Judged where there is an analyzer, or an organisation whose management account is named.

PASS:
    accounts:
      security: {account_id: "222222222222", access_analyzers: {external: {type: ORGANIZATION}}}
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production}
FAIL:
    accounts:
      security: {account_id: "222222222222", access_analyzers: {external: {type: ACCOUNT}}}
      production: {account_id: "333333333333", environment: production}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.oversight import whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.accessanalyzer_analyzer import AccessanalyzerAnalyzer

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint when no analyzer of external access looks at the whole organisation."""
    analyzers = list(graph.model.of(AccessanalyzerAnalyzer))
    if any(analyzer.type_ == "ORGANIZATION" for analyzer in analyzers):
        return
    message = "no analyzer looks for what is open to others than the organisation"
    external = [analyzer for analyzer in analyzers if analyzer.type_ == "ACCOUNT"]
    organization = whole_organization(graph)
    if external:
        yield Complaint(at(external[0].address, "type"), message, "type: ORGANIZATION, in the security account")
    elif organization is not None:
        mend = "give the security account access_analyzers: {external: {type: ORGANIZATION}}"
        yield Complaint(at(organization.address), message, mend)
