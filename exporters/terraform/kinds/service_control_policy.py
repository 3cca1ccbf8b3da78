"""aws_organizations_policy and its attachments; statements in the words of aws_iam_policy_document."""

from __future__ import annotations

from exporters.terraform.derive import to_kinds
from exporters.terraform.parts import nested, plain
from exporters.terraform.rules import BOOL
from exporters.terraform.shapes import Kind
from innovate_model.resources.service_control_policy import ServiceControlPolicy

_ROOT = "organization"


def _has_root(policy: ServiceControlPolicy) -> bool:
    return _ROOT in policy.targets


KIND = Kind(
    "service_control_policy",
    instead={
        "targets": (
            nested(
                "targets",
                *to_kinds(("account", "organizational_unit"), lambda policy: policy.targets),
                plain("root", BOOL, _has_root, default=False),
            ),
        )
    },
)
