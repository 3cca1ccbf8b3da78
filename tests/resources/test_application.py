"""applications"""

import pytest

from .support import faults, one


def test_an_application_needs_all_of_its_parts() -> None:
    """Its entry and each of its parts take it down with them."""
    it, edges = one(
        "account",
        """
        applications:
          it:
            type: rest_api
            framework: Flask
            entry: vpcs.main.lbs.front
            parts: {database: vpcs.main.aurora_clusters.db, files: s3_buckets.store}
            data_classification: sensitive
            users_per_day: {now: 500, planned: 2000000}
        """,
    )
    assert it.users_per_day.planned == 2_000_000
    assert it.type_ == "rest_api"
    assert edges == {
        "depends_on lbs.front",
        "depends_on aurora_clusters.db",
        "depends_on s3_buckets.store",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            applications:
              it:
                type: rest_api
                users_per_day: {now: 500, planned: 5}
            """,
            "bad-scaling:4",
        ),
        (
            """
            applications:
              it:
                type: rest_api
                data_classification: secret
            """,
            "wrong-type:4",
        ),
        (
            """
            applications:
              it:
                type: rest_api
                parts:
                  key: kms_keys.key
            """,
            "wrong-reference:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
