"""aws_secretsmanager_secret, and the `rotation_rules` of aws_secretsmanager_secret_rotation."""

from __future__ import annotations

from exporters.terraform.parts import nested, plain
from exporters.terraform.rules import whole
from exporters.terraform.shapes import Kind, Scalar

_DAYS = plain(
    "automatically_after_days", Scalar("number", whole(1, 1000)), lambda secret: secret.rotation_days, is_required=True
)
KIND = Kind("secret", instead={"rotation_days": (nested("rotation_rules", _DAYS),)})
