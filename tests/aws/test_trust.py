"""Who may take a role, as AWS tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from innovate_model.aws.observe import observe
from innovate_model.resources.iam_role import IamRole

from .snapshots import ACCOUNT, snapshot_with

ONE = {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Audit_*"}}
ANOTHER = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
ROOT = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}


def role_with(*statements: Mapping[str, Any]) -> Any:
    """What is observed of a role whose trust policy has these statements."""
    role = {
        "RoleName": "auditor",
        "Arn": f"arn:aws:iam::{ACCOUNT}:role/auditor",
        "Path": "/",
        "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow", **each} for each in statements]},
    }
    return observe(snapshot_with({"iam.get_account_authorization_details": [role]}))


def gaps_of(observed: Any) -> list[str]:
    return [gap.reason for gap in observed.not_checked if gap.kind == "iam_role" and "condition" in gap.attribute]


def test_the_condition_of_a_trusted_account_is_seen() -> None:
    """An account under a condition is observed as it is designed."""
    observed = role_with({"Principal": ROOT, "Condition": ONE})
    (role,) = observed.model.of(IamRole)
    assert role.trust.condition == ONE
    assert gaps_of(observed) == []


@pytest.mark.parametrize(
    "statements",
    [
        ({"Principal": ROOT, "Condition": ONE}, {"Principal": ROOT, "Condition": ANOTHER}),
        ({"Principal": ROOT}, {"Principal": ROOT, "Condition": ANOTHER}),
        ({"Principal": {"Service": "ec2.amazonaws.com"}, "Condition": ANOTHER},),
    ],
)
def test_conditions_that_the_model_cannot_say_are_not_checked(statements: tuple[Mapping[str, Any], ...]) -> None:
    """Several conditions, or one of a service, count as not checked rather than as none."""
    assert len(gaps_of(role_with(*statements))) == 1
