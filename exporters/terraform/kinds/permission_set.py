"""aws_ssoadmin_permission_set with its policies; statements in the words of aws_iam_policy_document."""

from __future__ import annotations

from exporters.terraform.parts import plain
from exporters.terraform.shapes import Kind, Rule, Scalar

_DURATION = Scalar(
    "string",
    Rule("must be 1 to 12 hours, such as PT4H", lambda x: f'can(regex("^PT([1-9]|1[0-2])H$", {x}))'),
)
KIND = Kind(
    "permission_set",
    instead={
        "session_duration_hours": (
            plain("session_duration", _DURATION, lambda found: f"PT{found.session_duration_hours}H", default="PT1H"),
        )
    },
)
