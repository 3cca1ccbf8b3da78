"""No permission set gives people everything, outside of the sandbox.

Design document §7: "least-privilege permission sets per account"; §2: production has "Strict change control,
least-privilege access". What changes there comes through the pipeline; people look, and do the few things that an
incident needs:
https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

Judged: what is assigned to an account that serves no environment, staging or production. Everything is
AdministratorAccess, or all actions on all resources; in production PowerUserAccess as well.

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
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.account_assignment import AccountAssignment
from innovate_model.resources.permission_set import PermissionSet

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


_EVERYTHING = ("*", "*:*")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each policy of a set that gives everything, with an assignment that shows where."""
    said: set[tuple[str, str]] = set()
    for assignment in graph.model.of(AccountAssignment):
        permission_set = graph.model.get(assignment.permission_set, PermissionSet)
        accounts = [graph.model.get(address, Account) for address in assignment.accounts]
        if permission_set is None:
            continue
        for account in accounts:
            if account is None or account.environment == "dev":
                continue
            for place, message in _too_much(permission_set, account.environment == "production"):
                if (permission_set.address, message) in said:
                    continue
                said.add((permission_set.address, message))
                related = Related(f"assigned to {account.address}", at(assignment.address, "accounts"))
                path = at(permission_set.address, *place)
                yield Complaint(path, message, "name the actions that the group's work needs", (related,))


def _too_much(permission_set: PermissionSet, is_production: bool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    wide = ("AdministratorAccess", "PowerUserAccess") if is_production else ("AdministratorAccess",)
    for index, policy in enumerate(permission_set.managed_policies):
        name = policy.rpartition("/")[2]
        if name in wide:
            yield ("managed_policies", index), f"{name} is not the least privilege"
    for name, statement in permission_set.statements.items():
        if statement.effect == "Allow" and set(_EVERYTHING) & set(statement.actions) and "*" in statement.resources:
            yield ("statements", name, "actions"), "all actions on all resources are not the least privilege"
