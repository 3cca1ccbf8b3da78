"""ecr_registry_scanning_configurations"""

import pytest

from .support import faults, one


def test_a_filter_covers_names() -> None:
    """A filter without a wildcard fits wherever it stands in a name, one with a wildcard fits the whole name."""
    it, edges = one(
        "account",
        """
        ecr_registry_scanning_configurations:
          it: {scan_type: ENHANCED, scan_frequency: CONTINUOUS_SCAN, repository_filters: [prod, "a*b*c", "team-*"]}
        """,
    )
    assert it.covers("x-prod-y")
    assert it.covers("aXbYc")
    assert not it.covers("acb")
    assert it.covers("team-api")
    assert not it.covers("my-team-api")
    assert not it.covers("ab")
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            ecr_registry_scanning_configurations:
              it: {scan_type: BASIC, scan_frequency: CONTINUOUS_SCAN}
            """,
            "not-supported:2",
        ),
        (
            """
            ecr_registry_scanning_configurations:
              it: {scan_type: ENHANCED, scan_frequency: MANUAL}
            """,
            "not-supported:2",
        ),
        (
            """
            ecr_registry_scanning_configurations:
              it:
                scan_type: DEEP
            """,
            "wrong-type:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
