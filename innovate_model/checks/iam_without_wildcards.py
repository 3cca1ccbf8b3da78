"""No role is allowed all actions on all resources, or all of a service that holds data.

Design document §7: "restrict IAM wildcard". A service control policy cannot read what is written in a role; this does.
All actions are `*`, all of IAM is as much, because who may write policies can give the rest to themselves:
https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

Judged: permissions of roles without a condition, AdministratorAccess and IAMFullAccess among their managed policies,
policies of the account that roles name there, and those that they name as their boundary. A boundary that allows all
bounds nothing unless it denies to take it off, to change it for another and to rewrite it, as AWS's example does:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html

All actions of a service that holds data, on all of its resources (`s3:*` on `*` or on `arn:aws:s3:::*`; also for
secrets, keys, images, streams, logs, metrics, search and databases), are all of that data, to read, to delete and to
open to others. A boundary may have them, as it gives nothing. Some of AWS's managed policies are as wide
(AmazonS3FullAccess). Wildcards within a service (`s3:Get*`), and in services that hold none (`ec2:*`), are not judged.

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
        iam_roles: {admin: {trust: {services: [ec2.amazonaws.com]}, managed_policies: [IAMFullAccess]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          admin:
            trust: {services: [ec2.amazonaws.com]}
            permissions: {all: {effect: Allow, actions: ["iam:*"], resources: ["arn:aws:iam::*:*"]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          reports:
            trust: {services: [ec2.amazonaws.com]}
            permissions: {files: {effect: Allow, actions: ["s3:*"], resources: ["*"]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles: {reports: {trust: {services: [ec2.amazonaws.com]}, managed_policies: [AmazonS3FullAccess]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_policies: {wide: {permissions: {all: {effect: Allow, actions: ["**"], resources: ["*"]}}}}
        iam_roles: {app: {trust: {services: [ec2.amazonaws.com]}, managed_policies: [wide]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_policies: {bound: {permissions: {all: {effect: Allow, actions: ["*"], resources: ["*"]}}}}
        iam_roles: {app: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: bound}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_policies:
          bound:
            permissions:
              all: {effect: Allow, actions: ["*"], resources: ["*"]}
              no: {effect: Deny, actions: ["s3:DeleteBucket"], resources: ["*"]}
        iam_roles: {app: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: bound}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.boundaries import boundary_of
from innovate_model.analyses.environments import account_of
from innovate_model.analyses.unlimited import (
    UNLIMITED_POLICIES,
    data_of,
    holds,
    of_all_data,
    of_everything,
    on_everything,
)
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.iam_actions import managed_policy
from innovate_model.resources.iam_policy import IamPolicy
from innovate_model.resources.iam_role import IamRole

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"
_AWS = "arn:aws:iam::aws:"
_MEND = "name the actions that it needs"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each statement, or managed policy, that allows everything."""
    boundaries: dict[str, IamPolicy] = {}
    attached: dict[str, IamPolicy] = {}
    for role in graph.model.of(IamRole):
        yield from _in(graph, role)
        yield from _data_in(role)
        for index, policy in enumerate(role.managed_policies):
            name = policy.rpartition("/")[2]
            own = graph.model.get(f"{role.parent}.{IamPolicy.section}.{name}", IamPolicy)
            if own is not None and not policy.startswith(_AWS):
                attached[own.address] = own
            elif name in UNLIMITED_POLICIES:
                message = f"{name} allows this role everything"
                yield Complaint(at(role.address, "managed_policies", index), message, _MEND)
            elif (known := managed_policy(policy)) is not None and (services := data_of(known)):
                message = f"{name} allows this role all of {_listed(services)}, on all resources"
                yield Complaint(at(role.address, "managed_policies", index), message, _MEND)
        boundary = boundary_of(graph, role)
        if boundary is not None:
            boundaries[boundary.address] = boundary
    for address, used in (boundaries | attached).items():
        if address in attached or not holds(used):
            yield from _in(graph, used)
        if address in attached:
            yield from _data_in(used)


def _in(graph: Graph, holder: IamRole | IamPolicy) -> Iterator[Complaint]:
    account = account_of(graph, holder)
    for name, permission in holder.permissions.items():
        if permission.effect != "Allow" or permission.condition or account is None:
            continue
        wide = of_everything(permission.actions)
        where = on_everything(permission.resources, account.account_id)
        if wide and where:
            message = f"`{wide[0]}` on {'all resources' if where[0] == '*' else where[0]} is no limit"
            yield Complaint(at(holder.address, "permissions", name, "actions"), message, _MEND)


def _data_in(holder: IamRole | IamPolicy) -> Iterator[Complaint]:
    """Statements on all data of a service, but for those that are said to allow more."""
    for name, permission in holder.permissions.items():
        is_said = "*" in permission.resources and of_everything(permission.actions)
        if permission.effect != "Allow" or permission.condition or is_said:
            continue
        services, patterns = of_all_data(permission)
        if services:
            where = "all resources" if "*" in permission.resources else _listed(permission.resources)
            message = f"`{patterns[0]}` on {where} is all that {_listed(services)} {_holds(services)}"
            yield Complaint(at(holder.address, "permissions", name, "actions"), message, _MEND)


def _holds(services: tuple[str, ...]) -> str:
    return "holds" if len(services) == 1 else "hold"


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
