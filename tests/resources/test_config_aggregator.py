"""config_aggregators"""

import pytest

from .support import faults, one


def test_whose_records_it_brings_together() -> None:
    """The organisation's, or those of accounts."""
    assert one("account", "config_aggregators:\n  it: {whole_organization: yes}")[1] == {"watches organization"}
    assert one("account", "config_aggregators:\n  it: {accounts: accounts.other}")[1] == {"watches accounts.other"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            config_aggregators:
              it: {}
            """,
            "missing-key:2",
        ),
        (
            """
            config_aggregators:
              it: {whole_organization: yes, accounts: accounts.other}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
