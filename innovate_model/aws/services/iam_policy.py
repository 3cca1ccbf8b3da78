"""Policies of IAM that an account keeps for itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, Scope, by, tags_of
from innovate_model.aws.services.base import STAND_IN, AwsType, Seen, View, unless_unknown
from innovate_model.aws.services.iam_role import NOTHING, permission_document, permission_fields
from innovate_model.aws.services.policy_document import statements_of
from innovate_model.resources.iam_policy import IamPolicy

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

POLICY = Call("iam", "get_policy", "Policy", scope=Scope.ACCOUNT, ask=by("PolicyArn", "Arn"))
VERSION = Call(
    "iam",
    "get_policy_version",
    "PolicyVersion",
    scope=Scope.ACCOUNT,
    ask=lambda item, request: {"PolicyArn": item["Arn"], "VersionId": item["DefaultVersionId"]},
)
POLICIES = Call("iam", "list_policies", "Policies", (("Scope", "Local"),), scope=Scope.ACCOUNT, then=(POLICY, VERSION))


class IamPolicies(AwsType[IamPolicy]):
    """The version that is in force is what it says."""

    resource = IamPolicy
    calls = (POLICIES, POLICY)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"description"})

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(POLICIES):
            policy = view.one(POLICY, item)
            if isinstance(policy, Mapping):
                tags = tags_of(policy)
                why = "stand-in of the sandbox" if STAND_IN in tags else ""
                whole = {**item, "Description": policy.get("Description", "")}
                yield Seen(item["Arn"], whole, tags.get("Name", item["PolicyName"]), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        return {
            "description": seen.item["Description"],
            "permissions": unless_unknown(
                view.one(VERSION, seen.item),
                lambda told: {
                    name: permission_fields(each, view) for name, each in statements_of(_document(told)).items()
                },
            ),
        }

    def create(self, sandbox: Sandbox, resource: IamPolicy) -> str:
        made = sandbox.client("iam", resource).create_policy(
            PolicyName=resource.name,
            Description=resource.description,
            PolicyDocument=json.dumps(NOTHING),
            Tags=sandbox.tag_list(resource),
        )
        return str(made["Policy"]["Arn"])

    def connect(self, sandbox: Sandbox, resource: IamPolicy) -> None:
        with sandbox.part(resource, "permissions"):
            sandbox.client("iam", resource).create_policy_version(
                PolicyArn=sandbox.id(resource.address),
                PolicyDocument=json.dumps(permission_document(sandbox, resource.permissions)),
                SetAsDefault=True,
            )


def _document(version: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """boto3 hands documents out as data."""
    document = (version or {}).get("Document") or {}
    return json.loads(document) if isinstance(document, str) else document
