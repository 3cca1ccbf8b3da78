"""No permission set gives people everything, outside of the sandbox.

Design document §7: "least-privilege permission sets per account"; §2: production has "Strict change control,
least-privilege access". What changes there comes through the pipeline; people look, and do the few things that an
incident needs:
https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

Judged: what is assigned to an account that serves no environment, staging or production. Everything is
AdministratorAccess or IAMFullAccess, all actions or all of IAM on all resources, or all but some where IAM is not among
these; in production and in the management account, which no service control policy binds, PowerUserAccess and every
other "all but these" as well.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html

PASS:
    organization:
      title: Example
      region: us-east-1
      identity_center:
        permission_sets:
          builder: {managed_policies: [PowerUserAccess]}
          reader: {managed_policies: [job-function/ViewOnlyAccess]}
        account_assignments:
          dev: {group: developers, permission_set: builder, accounts: accounts.dev}
          production: {group: developers, permission_set: reader, accounts: accounts.production}
    accounts:
      dev: {account_id: "222222222222", environment: dev}
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization:
      title: Example
      region: us-east-1
      identity_center:
        permission_sets: {builder: {managed_policies: [PowerUserAccess]}}
        account_assignments: {all: {group: developers, permission_set: builder, accounts: accounts.production}}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization:
      title: Example
      region: us-east-1
      identity_center:
        permission_sets: {admin: {statements: {all: {effect: Allow, actions: ["*"]}}}}
        account_assignments: {all: {group: developers, permission_set: admin, accounts: accounts.tools}}
    accounts:
      tools: {account_id: "333333333333"}
FAIL:
    organization:
      title: Example
      region: us-east-1
      identity_center:
        permission_sets: {admin: {managed_policies: [IAMFullAccess]}}
        account_assignments: {all: {group: developers, permission_set: admin, accounts: accounts.tools}}
    accounts:
      tools: {account_id: "333333333333"}
FAIL:
    organization:
      title: Example
      region: us-east-1
      identity_center:
        permission_sets: {admin: {statements: {all: {effect: Allow, actions: ["iam:*"]}}}}
        account_assignments: {all: {group: developers, permission_set: admin, accounts: accounts.production}}
    accounts:
      production: {account_id: "333333333333", environment: production}
FAIL:
    organization:
      title: Example
      region: us-east-1
      identity_center:
        permission_sets: {admin: {statements: {all: {effect: Allow, not_actions: ["aws-portal:*"]}}}}
        account_assignments: {all: {group: developers, permission_set: admin, accounts: accounts.tools}}
    accounts:
      tools: {account_id: "333333333333"}
FAIL:
    organization:
      title: Example
      region: us-east-1
      management_account: payer
      identity_center:
        permission_sets: {builder: {managed_policies: [PowerUserAccess]}}
        account_assignments: {all: {group: developers, permission_set: builder, accounts: accounts.payer}}
    accounts:
      payer: {account_id: "333333333333"}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.unlimited import UNLIMITED_POLICIES, leaves_iam, of_everything, on_everything
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.account_assignment import AccountAssignment
from innovate_model.resources.organization import Organization
from innovate_model.resources.permission_set import PermissionSet
from innovate_model.resources.service_control_policy import Statement

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"
Place = tuple[str | int, ...]


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each policy of a set that gives everything, with an assignment that shows where."""
    organization = graph.model.get(Organization.section, Organization)
    management = organization.management_account if organization is not None else None
    said: set[tuple[str, Place]] = set()
    for assignment in graph.model.of(AccountAssignment):
        permission_set = graph.model.get(assignment.permission_set, PermissionSet)
        accounts = [graph.model.get(address, Account) for address in assignment.accounts]
        if permission_set is None:
            continue
        for account in accounts:
            if account is None or account.environment == "dev":
                continue
            is_strict = account.environment == "production" or account.address == management
            for place, message in _too_much(permission_set, account, is_strict):
                if (permission_set.address, place) in said:
                    continue
                said.add((permission_set.address, place))
                related = Related(f"assigned to {account.address}", at(assignment.address, "accounts"))
                path = at(permission_set.address, *place)
                yield Complaint(path, message, "name the actions that the group's work needs", (related,))


def _too_much(permission_set: PermissionSet, account: Account, is_strict: bool) -> Iterator[tuple[Place, str]]:
    wide = (*UNLIMITED_POLICIES, "PowerUserAccess") if is_strict else UNLIMITED_POLICIES
    for index, policy in enumerate(permission_set.managed_policies):
        name = policy.rpartition("/")[2]
        if name in wide:
            yield ("managed_policies", index), f"{name} is not the least privilege"
    for name, statement in permission_set.statements.items():
        if statement.effect == "Allow" and on_everything(statement.resources, account.account_id):
            for attribute, message in _all(statement, is_strict):
                yield ("statements", name, attribute), message


def _all(statement: Statement, is_strict: bool) -> Iterator[tuple[str, str]]:
    wide = of_everything(statement.actions)
    if wide:
        what = "all actions" if wide[0].lower().startswith("*") else "all of IAM"
        yield "actions", f"{what} on all resources are not the least privilege"
    left_out = statement.not_actions
    if left_out and (leaves_iam(left_out) or (is_strict and "*" not in left_out)):
        yield "not_actions", f"everything but {', '.join(left_out[:3])} is not the least privilege"
