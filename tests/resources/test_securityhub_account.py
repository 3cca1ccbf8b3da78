"""security_hubs"""

import pytest

from .support import faults, one


def test_whose_findings_it_collects() -> None:
    """Its own account's and its members'."""
    it, edges = one("account", "security_hubs:\n  it: {members: accounts.other, auto_enable: yes}")
    assert it.linking_mode == "NO_REGIONS"
    assert edges == {"watches accounts.dev", "watches accounts.other"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            security_hubs:
              it: {standards: [best-wishes]}
            """,
            "wrong-type:2",
        ),
        (
            """
            security_hubs:
              it: {members: accounts.nobody}
            """,
            "dangling-reference:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
