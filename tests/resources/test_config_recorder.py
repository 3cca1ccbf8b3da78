"""config_recorders"""

import pytest

from .support import faults, one


def test_where_it_writes() -> None:
    """Into a bucket; all types but the global ones."""
    it, edges = one("account", "config_recorders:\n  it: {to: store}")
    assert it.all_supported is True
    assert it.include_global_resource_types is False
    assert edges == {"watches accounts.dev", "logs_to s3_buckets.store"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            config_recorders:
              it: {}
            """,
            "missing-key:2",
        ),
        (
            """
            config_recorders:
              it: {to: store, recording_frequency: HOURLY}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
