"""No role is allowed all actions on all resources.

Design document §7: "restrict IAM wildcard". A service control policy cannot read what is written in a role; this does.
All actions are `*`, all of IAM is as much, because who may write policies can give the rest to themselves:
https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

Judged: permissions of roles without a condition, AdministratorAccess among their managed policies, and policies that
roles name as their boundary, which would bound nothing. Wildcards within another service (`ec2:Describe*`) are not.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          reader:
            trust: {services: [ec2.amazonaws.com]}
            permissions: {look: {effect: Allow, actions: ["ec2:Describe*"], resources: ["*"]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          admin:
            trust: {services: [ec2.amazonaws.com]}
            permissions: {all: {effect: Allow, actions: ["*"], resources: ["*"]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles: {admin: {trust: {services: [ec2.amazonaws.com]}, managed_policies: [AdministratorAccess]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_policies: {bound: {permissions: {all: {effect: Allow, actions: ["*"], resources: ["*"]}}}}
        iam_roles: {app: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: bound}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.boundaries import boundary_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.iam_policy import IamPolicy
from innovate_model.resources.iam_role import IamRole

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


_EVERYTHING = ("*", "*:*", "iam:*")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each statement, or managed policy, that allows everything."""
    boundaries: dict[str, IamPolicy] = {}
    for role in graph.model.of(IamRole):
        yield from _in(role)
        for index, policy in enumerate(role.managed_policies):
            if policy.rpartition("/")[2] == "AdministratorAccess":
                message = "AdministratorAccess allows this role everything"
                yield Complaint(at(role.address, "managed_policies", index), message, "name the actions that it needs")
        boundary = boundary_of(graph, role)
        if boundary is not None:
            boundaries[boundary.address] = boundary
    for boundary in boundaries.values():
        if not any(permission.effect == "Deny" for permission in boundary.permissions.values()):
            yield from _in(boundary)


def _in(holder: IamRole | IamPolicy) -> Iterator[Complaint]:
    for name, permission in holder.permissions.items():
        wide = [action for action in permission.actions if action.lower() in _EVERYTHING]
        if permission.effect == "Allow" and wide and "*" in permission.resources and not permission.condition:
            message = f"`{wide[0]}` on all resources is no limit"
            yield Complaint(
                at(holder.address, "permissions", name, "actions"), message, "name the actions that it needs"
            )
