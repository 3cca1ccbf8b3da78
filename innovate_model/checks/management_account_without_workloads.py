"""The management account holds no workloads.

Design document §2: "No workloads deployed". Service control policies do not bind the management account, so nothing
limits what a workload there can do to the whole organisation:
https://docs.aws.amazon.com/organizations/latest/userguide/orgs_best-practices_mgmt-acct.html

It is the account that `organization.management_account` names. Identities, keys, secrets, prefix lists, buckets
(for bills and trails) and topics (for billing alarms) are no workloads, nor is what governs costs or watches over the
account.

PASS:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111", s3_buckets: {bills: {}}}
      dev: {account_id: "222222222222", environment: dev, vpcs: {main: {cidr_block: 10.0.0.0/16}}}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111", vpcs: {main: {cidr_block: 10.0.0.0/16}}}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111", environment: dev}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.organization import Organization

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "2"


NO_WORKLOADS = (
    *("iam_role", "iam_policy", "kms_key", "prefix_list", "s3_bucket", "secret", "ram_resource_share"),
    *("budget", "cost_anomaly_monitor", "savings_plan", "reservation", "ebs_encryption_by_default"),
    *("guardduty_detector", "securityhub_account", "accessanalyzer_analyzer", "config_recorder", "config_aggregator"),
    *("inspector2_enabler", "sns_topic"),
)


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for an environment that it serves, and one for each thing in it that is a workload."""
    for organization in graph.model.of(Organization):
        account = graph.model.get(organization.management_account, Account)
        if account is None:
            continue
        if account.environment is not None:
            message = f"the management account serves an environment ({account.environment})"
            yield Complaint(at(account.address, "environment"), message, "give the environment an account of its own")
        for child in graph.targets(account.address, Relation.CONTAINS):
            kind = graph.model[child].kind
            if kind not in NO_WORKLOADS:
                message = f"the management account holds a {kind}, where no service control policy binds it"
                yield Complaint(at(child), message, "move it to a member account")
