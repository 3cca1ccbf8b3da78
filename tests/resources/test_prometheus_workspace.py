"""prometheus_workspaces of an account"""

import pytest

from .support import faults, one


def test_a_workspace_may_have_a_key() -> None:
    """Those who write to it say so."""
    it, edges = one(
        "account",
        """
        prometheus_workspaces:
          it: {alias: metrics, kms_key: key}
        """,
    )
    assert it.alias == "metrics"
    assert edges == {"encrypted_by kms_keys.key"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            prometheus_workspaces:
              it: {retention: 30}
            """,
            "unknown-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
