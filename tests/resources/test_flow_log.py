"""flow_logs"""

import pytest

from .support import faults, one


def test_a_flow_log_goes_to_a_bucket() -> None:
    """Everything is recorded unless it says otherwise."""
    it, edges = one(
        "vpc",
        """
        flow_logs:
          it: {to: s3_buckets.store}
        """,
    )
    assert it.traffic_type == "ALL"
    assert edges == {
        "logs_to s3_buckets.store",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            flow_logs:
              it:
                to: store
                traffic_type: SOME
            """,
            "wrong-type:4",
        ),
        (
            """
            flow_logs:
              it:
                to: stone
            """,
            "dangling-reference:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
