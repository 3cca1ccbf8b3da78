"""access_analyzers"""

import pytest

from .support import faults, one


def test_its_zone_of_trust() -> None:
    """Its account, or the organisation."""
    assert one("account", "access_analyzers:\n  it: {}")[1] == {"watches accounts.dev"}
    assert one("account", "access_analyzers:\n  it: {type: ORGANIZATION}")[1] == {"watches organization"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            access_analyzers:
              it: {type: ORGANIZATION, unused_access_age_days: 90}
            """,
            "bad-analyzer:2",
        ),
        (
            """
            access_analyzers:
              it: {type: GALAXY}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
