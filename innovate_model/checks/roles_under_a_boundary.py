"""Every role of an environment stands under a permissions boundary.

Design document §2: separate accounts simplify "application of service control policies (SCPs) and IAM boundaries per
environment". A boundary is the most that a role may do, whatever policies are attached to it later:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html

Judged in accounts that serve an environment, where one of their policies is a boundary already or the organisation
names its management account. The boundary is a policy of the account, or one of AWS's: written as an ARN, or the name
of one that is among the role's managed policies, so that whatever else is attached adds nothing.

PASS:
    accounts:
      production:
        account_id: "333333333333"
        environment: production
        iam_policies: {bound: {permissions: {read: {effect: Allow, actions: ["s3:*"], resources: ["*"]}}}}
        iam_roles: {app: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: bound}}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production:
        account_id: "333333333333"
        environment: production
        iam_roles: {app: {trust: {services: [ec2.amazonaws.com]}}}
FAIL:
    accounts:
      production:
        account_id: "333333333333"
        environment: production
        iam_policies: {bound: {permissions: {read: {effect: Allow, actions: ["s3:*"], resources: ["*"]}}}}
        iam_roles: {app: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: bund}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.analyses.oversight import whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.iam_policy import IamPolicy
from innovate_model.resources.iam_role import IamRole

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each role without one, or with one that is not in its account."""
    policies: dict[str, list[str]] = {}
    for policy in graph.model.of(IamPolicy):
        policies.setdefault(policy.parent, []).append(policy.name)
    is_whole = whole_organization(graph) is not None
    for role in in_environment(graph, IamRole, "dev", "staging", "production"):
        own, boundary = policies.get(role.parent, []), role.permissions_boundary
        mend = f"permissions_boundary: {own[0] if own else 'the name of an iam_policy'}"
        if not boundary and (own or is_whole):
            yield Complaint(at(role.address, "permissions_boundary"), "no boundary limits this role", mend)
        elif own and boundary not in (*own, *role.managed_policies) and not boundary.startswith("arn:"):
            message = f"the account has no policy {boundary} to be the boundary"
            yield Complaint(at(role.address, "permissions_boundary"), message, mend)
