"""glue_jobs of an account"""

import pytest

from .support import faults, one


def test_a_job_reads_and_writes() -> None:
    """From its sources to its destinations."""
    it, edges = one(
        "account",
        """
        s3_buckets: {curated: {}}
        glue_jobs:
          it: {glue_version: 5.0, sources: s3_buckets.store, destinations: curated}
        """,
    )
    assert it.glue_version == "5.0"
    assert edges == {"reads s3_buckets.store", "sends_to s3_buckets.curated"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            glue_jobs:
              it: {glue_version: 5.0, sources: s3_buckets.store, destinations: s3_buckets.store, number_of_workers: 1}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
