"""s3_buckets"""

import pytest

from .support import faults, one


def test_a_bucket_is_closed_to_the_public_unless_it_says_otherwise() -> None:
    """AWS blocks public access to new buckets; the key is named."""
    it, edges = one(
        "account",
        """
        s3_buckets:
          it:
            kms_key: key
            bucket_key_enabled: yes
            versioning: yes
            lifecycle_rules: {age: {transition_to: GLACIER, transition_days: 90, expiration_days: 365}}
        """,
    )
    assert it.block_public_access is True
    assert it.bucket_key_enabled is True
    assert it.versioning is True
    assert it.lifecycle_rules["age"].expiration_days == 365
    assert edges == {
        "encrypted_by kms_keys.key",
    }


def test_a_name_in_the_namespace_of_its_account() -> None:
    """`-an` at the end is kept for names that hold the account and the region."""
    it, _ = one("account", "s3_buckets: {it: {bucket: logs-012345670123-eu-central-1-an}}")
    assert it.bucket == "logs-012345670123-eu-central-1-an"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            s3_buckets:
              it:
                block_public_access: perhaps
            """,
            "wrong-type:3",
        ),
        (
            """
            s3_buckets:
              it:
                lifecycle_rules: {age: {transition_to: ICE}}
            """,
            "wrong-type:3",
        ),
        (
            """
            s3_buckets:
              it:
                kms_key: keys
            """,
            "dangling-reference:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: ab
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: My-Bucket
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: a_b
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: -abc
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: abc.
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: a..b
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: 192.168.5.4
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: xn--abc
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: abc-s3alias
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                bucket: abc-an
            """,
            "bad-bucket-name:3",
        ),
        (
            """
            s3_buckets:
              it:
                lifecycle_rules:
                  x:
                    expiration_days: 0
            """,
            "wrong-type:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
