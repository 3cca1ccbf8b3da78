"""organizational_units"""

import pytest

from .support import faults, one


def test_units_nest() -> None:
    """A unit names the unit that it is in."""
    it, edges = one(
        "organization",
        """
        organizational_units:
          it: {parent_unit: workloads}
        """,
    )
    assert it.parent_unit == "organization.organizational_units.workloads"
    assert edges == {
        "member_of organization.organizational_units.workloads",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            organizational_units:
              it:
                parent_unit: workload
            """,
            "dangling-reference:3",
        ),
        (
            """
            organizational_units:
              it:
                parent: workloads
            """,
            "unknown-key:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("organization", text) == [expected]
