"""aws_kms_key."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from innovate_model.resources.base import Resource


class KmsKey(Resource):
    """A key that never leaves AWS KMS. What it encrypts names it.

    `enable_key_rotation` renews the material of a symmetric key every `rotation_period_in_days` (90 to 2560), off
    unless written (https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable.html). Deletion waits
    `deletion_window_in_days`, 7 to 30.
    """

    kind: ClassVar[str] = "kms_key"
    section: ClassVar[str] = "kms_keys"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    description: str = ""
    enable_key_rotation: bool = False
    rotation_period_in_days: int = Field(default=365, ge=90, le=2560)
    deletion_window_in_days: int = Field(default=30, ge=7, le=30)
    multi_region: bool = False
