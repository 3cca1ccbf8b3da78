"""resolver_query_log_configs"""

import pytest

from .support import faults, one


def test_whose_queries_it_records() -> None:
    """Those of the VPCs that it names, in a bucket."""
    _, edges = one("account", "resolver_query_log_configs:\n  it: {to: store, vpcs: vpcs.main}")
    assert edges == {"logs_to s3_buckets.store", "watches vpcs.main"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            resolver_query_log_configs:
              it: {vpcs: vpcs.main}
            """,
            "missing-key:2",
        ),
        (
            """
            resolver_query_log_configs:
              it: {to: store, vpcs: vpcs.nothing}
            """,
            "dangling-reference:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
