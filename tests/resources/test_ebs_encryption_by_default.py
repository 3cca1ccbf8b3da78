"""ebs_encryption_by_default"""

import pytest

from .support import faults, load_at


def test_it_is_one_for_an_account() -> None:
    """It stands in the account without a name of its own, and the account stands without its key."""
    loaded = load_at("account", "ebs_encryption_by_default: {kms_key: key}")
    assert loaded.findings == ()
    it = loaded.model["accounts.dev.ebs_encryption_by_default"]
    assert it.parent == "accounts.dev"
    assert [(str(edge.relation), edge.target) for edge in it.edges()] == [
        ("contains", "accounts.dev.ebs_encryption_by_default"),
        ("associated_with", "accounts.dev.kms_keys.key"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ebs_encryption_by_default: {enabled: perhaps}", "wrong-type:1"),
        ("ebs_encryption_by_default: {kms_key: nothing}", "dangling-reference:1"),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
