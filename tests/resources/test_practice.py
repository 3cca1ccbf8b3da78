"""practices"""

import pytest

from .support import faults, one


def test_a_practice_applies_to_what_it_is_about() -> None:
    """It may concern accounts, applications, repositories or everything."""
    it, edges = one(
        "organization",
        """
        practices:
          it: {type: penetration_test, tool: people from outside, interval_days: 180, applies_to: accounts.dev}
        """,
    )
    assert it.interval_days == 180
    assert edges == {
        "applies_to accounts.dev",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            practices:
              it: {type: yoga}
            """,
            "wrong-type:2",
        ),
        (
            """
            practices:
              it:
                type: cost_review
                interval_days: 0
            """,
            "wrong-type:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("organization", text) == [expected]
