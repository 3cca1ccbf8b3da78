"""No role in an environment can take the block of public access off its buckets.

Design document §7: "SCP guardrails (deny public S3 buckets ...)". With the four settings of Block Public Access on,
neither a bucket policy nor an ACL makes anything public, so that what has to be denied is the two permissions that
change them, for everybody but who sets up the account:
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html

Organizations can hold the settings themselves since November 2025, by a policy of type S3, which the model does not
know yet: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_s3.html

The policies over an account are evaluated for an ordinary role of it. That the settings are on is another check's
(`bucket-blocks-public-access`); access points can have settings of their own, and what another account shares with
the world is not seen here. Judged where a service control policy limits the account at all
(`workload-account-under-a-policy` asks for one), and where the answer does not hang on a condition that is not known.

PASS:
    organization:
      title: Example
      region: us-east-1
      service_control_policies:
        no-public-buckets:
          targets: organization
          statements:
            block: {effect: Deny, actions: ["s3:PutBucketPublicAccessBlock", "s3:PutAccountPublicAccessBlock"]}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization:
      title: Example
      region: us-east-1
      service_control_policies:
        stay: {targets: organization, statements: {leave: {effect: Deny, actions: ["organizations:*"]}}}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization:
      title: Example
      region: us-east-1
      service_control_policies:
        no-public-buckets:
          targets: organization
          statements:
            block: {effect: Deny, actions: ["s3:PutBucketPublicAccessBlock"]} # the account's settings stay open
    accounts:
      production: {account_id: "333333333333", environment: production}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.guardrails import allows, by_a_role, is_limiting, policies_over
from innovate_model.analyses.oversight import workload_accounts
from innovate_model.analyses.policy_evaluation import Outcome
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


_ACTIONS = {"s3:PutBucketPublicAccessBlock": "arn:aws:s3:::some-bucket", "s3:PutAccountPublicAccessBlock": "*"}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account whose ordinary roles may change either setting."""
    for account in workload_accounts(graph):
        if not any(map(is_limiting, policies_over(graph, account))):
            continue
        open_ = [
            action
            for action, resource in _ACTIONS.items()
            if allows(graph, account, by_a_role(account, action, resource)).outcome is Outcome.ALLOWED
        ]
        if open_:
            message = f"no service control policy denies {' and '.join(open_)} to the roles of this account"
            mend = f"statements: {{block: {{effect: Deny, actions: [{', '.join(open_)}]}}}} in a policy over it"
            yield Complaint(at(account.address, "organizational_unit"), message, mend)
