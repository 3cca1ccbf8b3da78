"""IAM Identity Center: its instance, permission sets, and who has them where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Item, by
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, View, unless_unknown
from innovate_model.aws.services.organization import ORGANIZATION, management_view
from innovate_model.aws.services.policy_document import statement_fields, statement_json, statements_of
from innovate_model.resources.account_assignment import AccountAssignment
from innovate_model.resources.identity_center import IdentityCenter
from innovate_model.resources.permission_set import PermissionSet

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox
    from innovate_model.model import Model


def _of_set(operation: str, result: str, absent: str = "") -> Call:
    def ask(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"InstanceArn": request["InstanceArn"], "PermissionSetArn": item}

    return Call("sso-admin", operation, result, ask=ask, absent=frozenset({absent} if absent else ()))


def _of_account(item: Item, request: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**{key: request[key] for key in ("InstanceArn", "PermissionSetArn")}, "AccountId": item}


SET = _of_set("describe_permission_set", "PermissionSet")
MANAGED = _of_set("list_managed_policies_in_permission_set", "AttachedManagedPolicies")
INLINE = _of_set("get_inline_policy_for_permission_set", "")
BOUNDARY = _of_set("get_permissions_boundary_for_permission_set", "PermissionsBoundary", "ResourceNotFoundException")
TAGS = Call(
    "sso-admin",
    "list_tags_for_resource",
    ask=lambda item, request: {"InstanceArn": request["InstanceArn"], "ResourceArn": item},
)
ASSIGNMENTS = Call("sso-admin", "list_account_assignments", "AccountAssignments", ask=_of_account)
ACCOUNTS = Call(
    "sso-admin",
    "list_accounts_for_provisioned_permission_set",
    "AccountIds",
    ask=lambda item, request: {"InstanceArn": request["InstanceArn"], "PermissionSetArn": item},
    then=(ASSIGNMENTS,),
)
SETS = Call(
    "sso-admin",
    "list_permission_sets",
    "PermissionSets",
    ask=by("InstanceArn", "InstanceArn"),
    then=(SET, MANAGED, INLINE, BOUNDARY, TAGS, ACCOUNTS),
)
GROUPS = Call("identitystore", "list_groups", "Groups", ask=by("IdentityStoreId", "IdentityStoreId"))
INSTANCES = Call("sso-admin", "list_instances", "Instances", then=(SETS, GROUPS))
_CONSOLE = "it is set in the console, and no call tells it"
_AWS_POLICY = "arn:aws:iam::aws:policy/"


def _instances(view: View) -> Iterator[Item]:
    """Member accounts see the organisation's instance, too, and may have some of their own."""
    if view.account_id == view.snapshot.management_account_id:
        yield from view.items(INSTANCES)


class IdentityCenters(AwsType[IdentityCenter]):
    """It is the management account's. One without permission sets is left out: nobody uses it."""

    resource = IdentityCenter
    calls = (INSTANCES,)
    needs = ("organization",)
    takes_tags = False
    model_only: ClassVar[dict[str, str]] = dict.fromkeys(
        ("identity_source", "mfa_mode", "without_mfa_device", "session_duration_hours"), _CONSOLE
    )

    def seen(self, view: View) -> Iterator[Seen]:
        organization = next((item["Id"] for item in management_view(view).items(ORGANIZATION)), "")
        for item in _instances(view):
            why = "IAM Identity Center without permission sets"
            others = (item["IdentityStoreId"],)
            yield Seen(item["InstanceArn"], item, "", organization, other_ids=others, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {}

    def create(self, sandbox: Sandbox, resource: IdentityCenter) -> tuple[str, ...]:
        from innovate_model.aws.sandbox import NotHeld

        found = sandbox.client("sso-admin", resource).list_instances()["Instances"]
        if not found:
            raise NotHeld("an instance is enabled by hand")
        return found[0]["InstanceArn"], found[0]["IdentityStoreId"]


class PermissionSets(AwsType[PermissionSet]):
    """`managed_policies` are AWS's, by what follows `arn:aws:iam::aws:policy/`."""

    resource = PermissionSet
    calls = (INSTANCES, SETS, SET)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"description"})

    def seen(self, view: View) -> Iterator[Seen]:
        for instance in _instances(view):
            for arn in view.answer(SETS, instance).items:
                found = view.one(SET, arn, instance)
                if isinstance(found, Mapping):
                    tags = view.tags(TAGS, arn, instance)
                    name = str(tags.get("Name", found["Name"]))
                    yield Seen(arn, found, name, instance["InstanceArn"], tags, request=instance)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        duration = re.fullmatch(r"PT(\d+)H", seen.item.get("SessionDuration") or "PT1H")
        return {
            "description": seen.item.get("Description") or "",
            "session_duration_hours": int(duration[1]) if duration else UNSAID,
            "managed_policies": unless_unknown(
                view.several(MANAGED, seen.id, seen.request),
                lambda found: tuple(each["Arn"].partition(":policy/")[2] for each in found),
            ),
            "statements": unless_unknown(view.one(INLINE, seen.id, seen.request), _statements),
            "permissions_boundary": unless_unknown(view.one(BOUNDARY, seen.id, seen.request), _boundary),
        }

    def create(self, sandbox: Sandbox, resource: PermissionSet) -> str:
        made = sandbox.client("sso-admin", resource).create_permission_set(
            InstanceArn=sandbox.id(resource.parent),
            Name=resource.name,
            SessionDuration=f"PT{resource.session_duration_hours}H",
            Tags=sandbox.tag_list(resource),
            **({"Description": resource.description} if resource.description else {}),
        )
        return str(made["PermissionSet"]["PermissionSetArn"])

    def connect(self, sandbox: Sandbox, resource: PermissionSet) -> None:
        sso = sandbox.client("sso-admin", resource)
        of_it = {"InstanceArn": sandbox.id(resource.parent), "PermissionSetArn": sandbox.id(resource.address)}
        for each in resource.managed_policies:
            with sandbox.part(resource, "managed_policies"):
                sso.attach_managed_policy_to_permission_set(ManagedPolicyArn=_AWS_POLICY + each, **of_it)
        if resource.statements:
            with sandbox.part(resource, "statements"):
                statements = [statement_json(name, each) for name, each in resource.statements.items()]
                document = json.dumps({"Version": "2012-10-17", "Statement": statements})
                sso.put_inline_policy_to_permission_set(InlinePolicy=document, **of_it)
        if resource.permissions_boundary:
            with sandbox.part(resource, "permissions_boundary"):
                sso.put_permissions_boundary_to_permission_set(
                    PermissionsBoundary={
                        "CustomerManagedPolicyReference": {"Name": resource.permissions_boundary, "Path": "/"}
                    },
                    **of_it,
                )


class AccountAssignments(AwsType[AccountAssignment]):
    """AWS keeps one for each account; the model says them together for a group and a permission set."""

    resource = AccountAssignment
    calls = (INSTANCES, SETS, SET, ACCOUNTS, ASSIGNMENTS, GROUPS)
    needs = ("permission_set", "account")
    takes_tags = False

    def identity(self, model: Model, resource: AccountAssignment) -> str:
        return _assignment(resource.permission_set.rpartition(".")[2], resource.group)

    def seen(self, view: View) -> Iterator[Seen]:
        for instance in _instances(view):
            groups = {each["GroupId"]: each.get("DisplayName", "") for each in view.answer(GROUPS, instance).items}
            for arn in view.answer(SETS, instance).items:
                found = view.one(SET, arn, instance)
                name = found["Name"] if isinstance(found, Mapping) else arn
                for principal, accounts in _assigned(arn, instance, view).items():
                    group = groups.get(principal) or principal
                    about = {"group": group, "permission_set": arn, "accounts": accounts}
                    yield Seen(_assignment(name, group), about, f"{group}-{name}", instance["InstanceArn"])

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "group": seen.item["group"],
            "permission_set": view.address(seen.item["permission_set"]),
            "accounts": view.addresses(seen.item["accounts"]),
        }

    def create(self, sandbox: Sandbox, resource: AccountAssignment) -> str:
        from innovate_model.aws.sandbox import NotHeld

        instance, store = sandbox.id(resource.parent), sandbox.other_id(resource.parent)
        group, sso = _group(sandbox, resource, store), sandbox.client("sso-admin", resource)
        of_it = {"InstanceArn": instance, "PermissionSetArn": sandbox.id(resource.permission_set)}
        for account in sandbox.ids_of(resource.accounts):
            target = {"TargetType": "AWS_ACCOUNT", "TargetId": account, **of_it}
            sso.create_account_assignment(PrincipalType="GROUP", PrincipalId=group, **target)
            sso.provision_permission_set(**target)  # AWS does so by itself
        told = set(sso.list_accounts_for_provisioned_permission_set(**of_it)["AccountIds"])
        if not told.intersection(sandbox.ids_of(resource.accounts)):
            raise NotHeld("of assignments only those in the management account are told again")
        if told != set(sandbox.ids_of(resource.accounts)):
            sandbox.leave_out(resource, ("accounts",), "only the management account is told again")
        return _assignment(sandbox.model[resource.permission_set].name, resource.group)


def _statements(told: Mapping[str, Any] | None) -> dict[str, Any]:
    document = json.loads((told or {}).get("InlinePolicy") or "{}")
    return {name: statement_fields(each) for name, each in statements_of(document).items()}


def _boundary(told: Mapping[str, Any] | None) -> str:
    own = ((told or {}).get("CustomerManagedPolicyReference") or {}).get("Name")
    return str(own or (told or {}).get("ManagedPolicyArn", "").partition(":policy/")[2])


def _assigned(arn: str, instance: Item, view: View) -> dict[str, list[str]]:
    """Principal -> the accounts in which it has a permission set."""
    request = {"InstanceArn": instance["InstanceArn"], "PermissionSetArn": arn}
    found: dict[str, list[str]] = {}
    for account in view.answer(ACCOUNTS, arn, instance).items:
        for each in view.answer(ASSIGNMENTS, account, request).items:
            found.setdefault(each["PrincipalId"], []).append(account)
    return found


def _group(sandbox: Sandbox, resource: AccountAssignment, store: str) -> str:
    """A group of that name in the emulator, made when it is not there."""
    people = sandbox.client("identitystore", resource)
    for each in people.list_groups(IdentityStoreId=store)["Groups"]:
        if each["DisplayName"] == resource.group:
            return str(each["GroupId"])
    return str(people.create_group(IdentityStoreId=store, DisplayName=resource.group)["GroupId"])


def _assignment(permission_set: str, group: str) -> str:
    return f"{permission_set} {group}"
