"""prefix_lists"""

import pytest

from .support import faults, one


def test_a_list_is_known_by_its_entries() -> None:
    """A list that AWS keeps is known only if its entries are written."""
    it, edges = one(
        "account",
        """
        prefix_lists:
          it: {entries: [198.51.100.0/24, 203.0.113.0/24]}
        """,
    )
    assert it.is_known
    assert it.entries == ("198.51.100.0/24", "203.0.113.0/24")
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            prefix_lists:
              it:
                entries: [198.51.100.1/24]
            """,
            "host-bits-set:3",
        ),
        (
            """
            prefix_lists:
              it:
                entries: all
            """,
            "wrong-type:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
