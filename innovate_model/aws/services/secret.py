"""Secrets: that they are there and how they are kept. Their content is never asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, tags_of
from innovate_model.aws.services.base import AwsType, Seen, View
from innovate_model.resources.secret import Secret

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

SECRETS = Call("secretsmanager", "list_secrets", "SecretList")


class Secrets(AwsType[Secret]):
    """Those that a service of AWS manages for itself (`OwningService`) are nobody's design."""

    resource = Secret
    calls = (SECRETS,)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"description"})

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(SECRETS):
            if item.get("DeletedDate"):
                continue
            tags = tags_of(item)
            why = "secret of an AWS service" if item.get("OwningService") else ""
            yield Seen(item["ARN"], item, tags.get("Name", item["Name"]), "", tags, made_by_aws=why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        rules = seen.item.get("RotationRules") or {}
        return {
            "description": seen.item.get("Description", ""),
            "kms_key": view.address(seen.item.get("KmsKeyId")),
            "rotation_days": rules.get("AutomaticallyAfterDays") if seen.item.get("RotationEnabled") else None,
        }

    def create(self, sandbox: Sandbox, resource: Secret) -> str:
        from innovate_model.aws.sandbox import PLACEHOLDER

        made = sandbox.client("secretsmanager", resource).create_secret(
            Name=resource.name,
            Description=resource.description,
            SecretString=PLACEHOLDER,
            Tags=sandbox.tag_list(resource),
            **({"KmsKeyId": sandbox.id(resource.kms_key)} if resource.kms_key else {}),
        )
        return str(made["ARN"])

    needs = ("kms_key",)

    def connect(self, sandbox: Sandbox, resource: Secret) -> None:
        if resource.rotation_days:
            with sandbox.part(resource, "rotation_days"):
                sandbox.client("secretsmanager", resource).rotate_secret(
                    SecretId=sandbox.id(resource.address),
                    RotationRules={"AutomaticallyAfterDays": resource.rotation_days},
                    RotateImmediately=False,
                )

    def delete(self, sandbox: Sandbox, resource: Secret) -> None:
        sandbox.client("secretsmanager", resource).delete_secret(
            SecretId=sandbox.id(resource.address), ForceDeleteWithoutRecovery=True
        )
