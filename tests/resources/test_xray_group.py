"""xray_groups of an account"""

import pytest

from .support import faults, one


def test_a_group_chooses_traces() -> None:
    """By an expression."""
    it, edges = one(
        "account",
        """
        xray_groups:
          it: {filter_expression: 'service("api")'}
        """,
    )
    assert it.insights_enabled is False
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            xray_groups:
              it: {}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
