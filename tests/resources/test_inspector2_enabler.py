"""inspector_enablers"""

import pytest

from .support import faults, one


def test_whom_it_scans() -> None:
    """The accounts that it names."""
    it, edges = one("account", "inspector_enablers:\n  it: {resource_types: [ECR], accounts: accounts.other}")
    assert it.auto_enable == ()
    assert edges == {"watches accounts.other"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            inspector_enablers:
              it: {resource_types: [], accounts: accounts.other}
            """,
            "wrong-type:2",
        ),
        (
            """
            inspector_enablers:
              it: {resource_types: [ECR]}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
