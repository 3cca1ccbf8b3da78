"""KMS keys. AWS's services keep keys of their own, which AWS marks as managed by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from innovate_model.aws.calls import Call, by, tags_of
from innovate_model.aws.services.base import UNSAID, AwsType, Seen, Unknown, View
from innovate_model.resources.kms_key import KmsKey

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

DESCRIBE = Call("kms", "describe_key", "KeyMetadata", ask=by("KeyId", "KeyId"))
ROTATION = Call("kms", "get_key_rotation_status", ask=by("KeyId", "KeyId"))
TAGS = Call("kms", "list_resource_tags", "Tags", ask=by("KeyId", "KeyId"))
KEYS = Call("kms", "list_keys", "Keys", then=(DESCRIBE, ROTATION, TAGS))
ALIASES = Call("kms", "list_aliases", "Aliases")


class KmsKeys(AwsType[KmsKey]):
    """The natural name of a key is its alias."""

    resource = KmsKey
    calls = (KEYS, DESCRIBE, ALIASES)
    filled_by_aws: ClassVar[frozenset[str]] = frozenset({"description"})
    model_only: ClassVar[dict[str, str]] = {
        "region": "what lies in another region than its account's is found there",
        "deletion_window_in_days": "AWS is told when a deletion is scheduled, and keeps nothing of it before",
    }

    def seen(self, view: View) -> Iterator[Seen]:
        aliases = {each["TargetKeyId"]: each["AliasName"] for each in view.items(ALIASES) if each.get("TargetKeyId")}
        for item in view.items(KEYS):
            key = view.one(DESCRIBE, item)
            if not isinstance(key, Mapping) or key.get("KeyState") in ("PendingDeletion", "PendingReplicaDeletion"):
                continue
            tags = tags_of({"Tags": list(view.answer(TAGS, item).items)})
            alias = aliases.get(key["KeyId"], "").removeprefix("alias/")
            is_aws = key.get("KeyManager") == "AWS" or alias.startswith("aws/")
            why = "key of an AWS service" if is_aws else ""
            yield Seen(key["Arn"], item, tags.get("Name", alias), "", tags, (key["KeyId"],), why)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        key, rotation = view.one(DESCRIBE, seen.item), view.one(ROTATION, seen.item)
        assert isinstance(key, Mapping), "it has been seen by its description"
        period: Any = (
            rotation if isinstance(rotation, Unknown) else (rotation or {}).get("RotationPeriodInDays", UNSAID)
        )
        if key.get("KeyUsage", "ENCRYPT_DECRYPT") != "ENCRYPT_DECRYPT":  # AWS refuses to say: it rotates no such key
            rotation, period = {}, UNSAID
        return {
            "description": key.get("Description", ""),
            "key_usage": key.get("KeyUsage", UNSAID),
            "customer_master_key_spec": key.get("KeySpec", key.get("CustomerMasterKeySpec", UNSAID)),
            "multi_region": bool(key.get("MultiRegion")),
            "enable_key_rotation": rotation
            if isinstance(rotation, Unknown)
            else bool((rotation or {}).get("KeyRotationEnabled")),
            "rotation_period_in_days": period,
        }

    def create(self, sandbox: Sandbox, resource: KmsKey) -> tuple[str, ...]:
        kms = sandbox.client("kms", resource)
        tags = [{"TagKey": key, "TagValue": value} for key, value in sandbox.tags(resource).items()]
        made = kms.create_key(
            Description=resource.description,
            KeyUsage=resource.key_usage,
            KeySpec=resource.customer_master_key_spec,
            MultiRegion=resource.multi_region,
            Tags=tags,
        )
        key = made["KeyMetadata"]
        kms.create_alias(AliasName=f"alias/{resource.name}", TargetKeyId=key["KeyId"])
        if resource.enable_key_rotation:
            kms.enable_key_rotation(KeyId=key["KeyId"], RotationPeriodInDays=resource.rotation_period_in_days)
        return key["Arn"], key["KeyId"]

    def delete(self, sandbox: Sandbox, resource: KmsKey) -> None:
        sandbox.client("kms", resource).schedule_key_deletion(KeyId=sandbox.id(resource.address))
