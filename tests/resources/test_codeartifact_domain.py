"""codeartifact_domains"""

import pytest

from .support import faults, one


def test_a_domain_is_encrypted() -> None:
    """Its key encrypts the packages of all its repositories."""
    it, edges = one(
        "account",
        """
        codeartifact_domains:
          it: {kms_key: key}
        """,
    )
    assert it.kind == "codeartifact_domain"
    assert edges == {
        "encrypted_by kms_keys.key",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            codeartifact_domains:
              it:
                kms_key: kei
            """,
            "dangling-reference:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
