"""Whether new volumes of an account are encrypted by themselves: a setting of each region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from innovate_model.aws.calls import Call
from innovate_model.aws.services.base import AwsType, Seen, View, unless_unknown
from innovate_model.resources.ebs_encryption_by_default import EbsEncryptionByDefault

if TYPE_CHECKING:
    from innovate_model.aws.sandbox import Sandbox

KEY = Call("ec2", "get_ebs_default_kms_key_id", ask=lambda item, request: {})
ENCRYPTION = Call("ec2", "get_ebs_encryption_by_default", then=(KEY,))


class EbsEncryption(AwsType[EbsEncryptionByDefault]):
    """Where it is off, nobody has set it. AWS's own key is named by its alias."""

    resource = EbsEncryptionByDefault
    calls = (ENCRYPTION,)
    needs = ("kms_key",)
    takes_tags = False

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(ENCRYPTION):
            if item.get("EbsEncryptionByDefault"):
                yield Seen(_id(view.account_id, view.region), item)

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        def named(told: Any) -> str | None:
            key = str((told or {}).get("KmsKeyId") or "")
            return None if key.endswith("alias/aws/ebs") else view.address(key)

        return {"enabled": True, "kms_key": unless_unknown(view.one(KEY, seen.item), named)}

    def create(self, sandbox: Sandbox, resource: EbsEncryptionByDefault) -> str:
        ec2 = sandbox.client("ec2", resource)
        if resource.enabled:
            ec2.enable_ebs_encryption_by_default()
        if resource.kms_key:
            with sandbox.part(resource, "kms_key"):
                ec2.modify_ebs_default_kms_key_id(KmsKeyId=sandbox.id(resource.kms_key))
        return _id(sandbox.account_id(resource), sandbox.region(resource))

    def delete(self, sandbox: Sandbox, resource: EbsEncryptionByDefault) -> None:
        sandbox.client("ec2", resource).disable_ebs_encryption_by_default()


def _id(account: str, region: str) -> str:
    return f"ebs encryption of {account} in {region}"
