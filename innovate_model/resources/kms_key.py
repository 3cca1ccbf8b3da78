"""aws_kms_key."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.resources.base import Resource
from innovate_model.values import Region


class KmsKey(Resource):
    """A key that never leaves AWS KMS. What it encrypts names it.

    `enable_key_rotation` renews the material of a symmetric key every `rotation_period_in_days` (90 to 2560), off
    unless written (https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html). Deletion waits
    `deletion_window_in_days`, 7 to 30. A key of the `key_usage` SIGN_VERIFY is asymmetric: it signs, and encrypts
    nothing. `region` is for a key in another region than its account's others.
    """

    kind: ClassVar[str] = "kms_key"
    section: ClassVar[str] = "kms_keys"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    region: Region | None = None
    description: str = ""
    key_usage: Literal["ENCRYPT_DECRYPT", "SIGN_VERIFY"] = "ENCRYPT_DECRYPT"
    customer_master_key_spec: Literal[
        "SYMMETRIC_DEFAULT", "RSA_2048", "RSA_3072", "RSA_4096", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521"
    ] = "SYMMETRIC_DEFAULT"
    enable_key_rotation: bool = False
    rotation_period_in_days: int = Field(default=365, ge=90, le=2560)
    deletion_window_in_days: int = Field(default=30, ge=7, le=30)
    multi_region: bool = False

    @model_validator(mode="after")
    def _can_do_what_it_is_for(self) -> Any:
        is_symmetric = self.customer_master_key_spec == "SYMMETRIC_DEFAULT"
        problem = ""
        if self.key_usage == "SIGN_VERIFY" and is_symmetric:
            problem = "a key that signs is asymmetric: `customer_master_key_spec: ECC_NIST_P256` or another"
        elif self.enable_key_rotation and not is_symmetric:
            problem = "AWS rotates symmetric keys only"
        if problem:
            raise PydanticCustomError("not_supported", "{message}", {"message": problem})
        return self
