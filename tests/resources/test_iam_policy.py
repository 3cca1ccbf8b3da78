"""iam_policies"""

import pytest

from .support import faults, one


def test_a_role_under_it() -> None:
    """A role that names a policy of its account as its boundary is associated with it."""
    it, edges = one(
        "account",
        """
        iam_policies:
          boundary: {permissions: {all: {effect: Allow, actions: [s3:*], resources: ["*"]}}}
        iam_roles:
          it: {trust: {services: [ec2.amazonaws.com]}, permissions_boundary: boundary}
        """,
    )
    assert it.permissions_boundary == "boundary"
    assert "associated_with iam_policies.boundary" in edges


def test_what_it_is_about() -> None:
    """Statements name resources of the model as those of a role do."""
    _, edges = one(
        "account",
        """
        iam_policies:
          it: {permissions: {read: {effect: Allow, actions: [s3:GetObject], on: s3_buckets.store}}}
        """,
    )
    assert edges == {"applies_to s3_buckets.store"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            iam_policies:
              it: {permissions: {a: {effect: Allow, actions: [s3:*]}}}
            """,
            "missing-key:2",
        ),
        (
            """
            iam_policies:
              it: {}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
