"""IAM roles: one sweep brings all of them with their policies and who may take them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call, Item, Scope, tags_of
from innovate_model.aws.services.base import STAND_IN, UNSAID, AwsType, Seen, Unknown, View
from innovate_model.aws.services.policy_document import condition_fields, condition_json, many, sid, statements_of
from innovate_model.resources.iam_policy import IamPolicy
from innovate_model.resources.iam_role import IamRole, Permission

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

ROLES = Call("iam", "get_account_authorization_details", "RoleDetailList", (("Filter", ["Role"]),), scope=Scope.ACCOUNT)
_INLINE = "innovate-model"
_NOBODY = {"Version": "2012-10-17", "Statement": []}
NOTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "none:None", "Resource": "*"}]}
_ASSUME = {"Service": "sts:AssumeRole", "AWS": "sts:AssumeRole", "Federated": "sts:AssumeRoleWithWebIdentity"}


class IamRoles(AwsType[IamRole]):
    """The sweep does not tell descriptions. Service-linked roles (path `/aws-service-role/`) and those of IAM
    Identity Center are AWS's own.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
    """

    resource = IamRole
    calls = (ROLES,)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(ROLES):
            path = item.get("Path", "/")
            why = "service-linked role" if path.startswith("/aws-service-role/") else ""
            why = "role of IAM Identity Center" if path.startswith("/aws-reserved/sso.amazonaws.com/") else why
            tags = tags_of(item)
            profiles = tuple(each["Arn"] for each in item.get("InstanceProfileList", []))
            yield Seen(item["Arn"], item, tags.get("Name", item["RoleName"]), "", tags, profiles, why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        item = seen.item
        boundary = item.get("PermissionsBoundary") or {}
        return {
            "description": UNSAID,
            "trust": _trust(item.get("AssumeRolePolicyDocument") or {}, view),
            "permissions": dict(_permissions(item, view)),
            "managed_policies": tuple(each["PolicyName"] for each in item.get("AttachedManagedPolicies", [])),
            "permissions_boundary": boundary.get("PermissionsBoundaryArn", "").rpartition("/")[2],
        }

    def create(self, sandbox: Sandbox, resource: IamRole) -> str:
        made = sandbox.client("iam", resource).create_role(
            RoleName=resource.name,
            Description=resource.description,
            AssumeRolePolicyDocument=json.dumps(_NOBODY),
            Tags=sandbox.tag_list(resource),
        )
        return str(made["Role"]["Arn"])

    def connect(self, sandbox: Sandbox, resource: IamRole) -> None:
        iam, name = sandbox.client("iam", resource), resource.name
        with sandbox.part(resource, "trust"):
            document = {"Version": "2012-10-17", "Statement": list(_trust_statements(sandbox, resource))}
            iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(document))
        if resource.permissions:
            with sandbox.part(resource, "permissions"):
                document = permission_document(sandbox, resource.permissions)
                iam.put_role_policy(RoleName=name, PolicyName=_INLINE, PolicyDocument=json.dumps(document))
        for policy in resource.managed_policies:
            with sandbox.part(resource, "managed_policies"):
                iam.attach_role_policy(RoleName=name, PolicyArn=_stand_in(sandbox, resource, policy))
        if resource.permissions_boundary:
            with sandbox.part(resource, "permissions_boundary"):
                arn = _stand_in(sandbox, resource, resource.permissions_boundary)
                iam.put_role_permissions_boundary(RoleName=name, PermissionsBoundary=arn)


def _trust(document: Item, view: View) -> dict[str, Any]:
    trust: dict[str, Any] = {"irsa": [], "roles": [], "accounts": [], "services": [], "federated": {}}
    trust["condition"] = _trust_condition(document)
    for statement in statements_of(document).values():
        principals = _principals(statement)
        trust["services"] += many(principals.get("Service"))
        for principal in many(principals.get("AWS")):
            _add_principal(trust, principal, view)
        for provider in many(principals.get("Federated")):
            _add_provider(trust, provider, statement, view)
    return {key: tuple(value) if isinstance(value, list) else value for key, value in trust.items()}


def _principals(statement: Mapping[str, Any]) -> Mapping[str, Any]:
    principals = statement.get("Principal")
    return principals if isinstance(principals, Mapping) else {"AWS": principals}


def _trust_condition(document: Item) -> dict[str, dict[str, str]] | Unknown:
    """The condition under which roles and accounts are let in, which the model says once for all of them."""
    found = []
    for statement in statements_of(document).values():
        principals = _principals(statement)
        if principals.get("Service") and statement.get("Condition"):
            return Unknown("a service is trusted under a condition, which the model cannot say")
        if principals.get("AWS"):
            found.append(condition_fields(statement))
    if any(each != found[0] for each in found):
        return Unknown("roles and accounts are trusted under several conditions, the model says one")
    return found[0] if found else {}


def _add_principal(trust: dict[str, Any], principal: str, view: View) -> None:
    match = re.fullmatch(r"(?:arn:aws[\w-]*:iam::)?(\d{12})(?::root)?", principal)
    trust["accounts" if match else "roles"].append(view.address(match[1] if match else principal))


def _add_provider(trust: dict[str, Any], provider: str, statement: Mapping[str, Any], view: View) -> None:
    name = provider.partition(":oidc-provider/")[2] or provider
    subjects = [
        subject
        for keys in statement.get("Condition", {}).values()
        for key, values in keys.items()
        if key == f"{name}:sub"
        for subject in many(values)
    ]
    cluster = view.known(name)
    for subject in subjects if cluster else ():
        _, _, namespace, account = subject.split(":")
        trust["irsa"].append(f"{cluster}.namespaces.{namespace}.service_accounts.{account}")
    if cluster is None:
        trust["federated"][name] = {"provider": name, "subjects": tuple(subjects or ("*",))}


def _trust_statements(sandbox: Sandbox, resource: IamRole) -> Iterator[dict[str, Any]]:
    trust = resource.trust
    accounts = [f"arn:aws:iam::{each}:root" for each in sandbox.ids_of(trust.accounts)]
    for kind, principals in (("Service", list(trust.services)), ("AWS", sandbox.ids_of(trust.roles) + accounts)):
        if principals:
            statement = {"Effect": "Allow", "Principal": {kind: principals}, "Action": _ASSUME[kind]}
            condition = condition_json(trust.condition) if kind == "AWS" else {}
            yield {**statement, "Condition": condition} if condition else statement
    vouched = [(each.provider, tuple(each.subjects)) for each in trust.federated.values()]
    for pod in trust.irsa:
        namespace, account = pod.split(".")[-3], pod.split(".")[-1]
        cluster = pod.rpartition(".namespaces.")[0]
        vouched.append((sandbox.other_id(cluster), (f"system:serviceaccount:{namespace}:{account}",)))
    for provider, subjects in vouched:
        yield {
            "Effect": "Allow",
            "Principal": {"Federated": f"arn:aws:iam::{sandbox.account_id(resource)}:oidc-provider/{provider}"},
            "Action": _ASSUME["Federated"],
            "Condition": {"StringLike": {f"{provider}:sub": list(subjects)}},
        }


def _permissions(item: Item, view: View) -> Iterator[tuple[str, dict[str, Any]]]:
    policies = item.get("RolePolicyList", [])
    for policy in policies:
        for name, statement in statements_of(policy["PolicyDocument"]).items():
            key = name if len(policies) == 1 else f"{policy['PolicyName']}-{name}"
            yield key, permission_fields(statement, view)


def permission_fields(statement: Mapping[str, Any], view: View) -> dict[str, Any]:
    """A statement about resources, as the model writes it."""
    on, resources = _split(many(statement.get("Resource", "*")), view)
    return {
        "effect": statement["Effect"],
        "actions": many(statement.get("Action")),
        "on": on,
        "resources": resources,
        "condition": condition_fields(statement),
    }


def _split(arns: tuple[str, ...], view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(addresses of what the model knows, the other ARN patterns).

    What is below a resource (`BUCKET/*`) means the resource.
    """
    on: dict[str, None] = {}
    rest = []
    for arn in arns:
        address = view.known(arn) or view.known(arn.partition("/")[0])
        if address:
            on[address] = None
        else:
            rest.append(arn)
    return tuple(on), tuple(rest)


def permission_document(sandbox: Sandbox, permissions: Mapping[str, Permission]) -> dict[str, Any]:
    """Permissions of the model as the policy document that says them."""
    statements = [_statement(sandbox, *entry) for entry in permissions.items()]
    return {"Version": "2012-10-17", "Statement": statements}


def _statement(sandbox: Sandbox, name: str, permission: Permission) -> dict[str, Any]:
    arns = list(permission.resources)
    for target in permission.on:
        arn = sandbox.id(target)
        arns += [arn, f"{arn}/*"] if arn.startswith("arn:aws:s3:::") else [arn]
    statement: dict[str, Any] = {
        "Sid": sid(name),
        "Effect": permission.effect,
        "Action": list(permission.actions),
        "Resource": arns,
    }
    if permission.condition:
        statement["Condition"] = condition_json(permission.condition)
    return statement


def _stand_in(sandbox: Sandbox, resource: IamRole, name: str) -> str:
    """A policy of that name: the designed one, else a stand-in, because the emulator holds neither AWS's own nor those
    that stand outside the model."""
    designed = sandbox.ids.get(f"{resource.parent}.{IamPolicy.section}.{name}")
    if designed:
        return designed
    arn = f"arn:aws:iam::{sandbox.account_id(resource)}:policy/{name}"
    iam = sandbox.client("iam", resource)
    try:
        tags = [{"Key": STAND_IN, "Value": "yes"}]
        iam.create_policy(PolicyName=name, PolicyDocument=json.dumps(NOTHING), Tags=tags)
    except iam.exceptions.EntityAlreadyExistsException:
        return arn
    return arn
