"""kinesis_streams of an account"""

import pytest

from .support import faults, one


def test_a_stream_keeps_a_day() -> None:
    """Unless it says otherwise."""
    it, edges = one(
        "account",
        """
        kinesis_streams:
          it: {shard_count: 2, kms_key: key}
        """,
    )
    assert it.retention_hours == 24
    assert it.stream_mode == "PROVISIONED"
    assert edges == {"encrypted_by kms_keys.key"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            kinesis_streams:
              it: {}
            """,
            "bad-scaling:2",
        ),
        (
            """
            kinesis_streams:
              it: {stream_mode: ON_DEMAND, shard_count: 2}
            """,
            "bad-scaling:2",
        ),
        (
            """
            kinesis_streams:
              it: {shard_count: 1, retention_hours: 12}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
