"""glue_crawlers of an account"""

import pytest

from .support import faults, one


def test_a_crawler_reads() -> None:
    """What lies in a bucket."""
    it, edges = one(
        "account",
        """
        glue_crawlers:
          it: {database_name: raw, targets: s3_buckets.store, iam_role: role}
        """,
    )
    assert it.schedule == ""
    assert edges == {"reads s3_buckets.store", "runs_as iam_roles.role"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            glue_crawlers:
              it: {database_name: raw}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
