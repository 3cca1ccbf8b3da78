"""ecr_repositories"""

import pytest

from .support import faults, one


def test_a_repository_replicates_to_others() -> None:
    """Every image that is pushed is copied to the repositories that it names."""
    it, edges = one(
        "account",
        """
        ecr_repositories:
          it:
            image_tag_mutability: IMMUTABLE
            scan_on_push: on
            keep_images: 50
            kms_key: key
            replicates_to: ecr_repositories.image
            signing: {tool: cosign, kms_key: key}
        """,
    )
    assert it.scan_on_push is True
    assert it.keep_images == 50
    assert edges == {
        "encrypted_by kms_keys.key",
        "copies_to ecr_repositories.image",
        "associated_with kms_keys.key",
    }


def test_what_images_are_built_for() -> None:
    """In the order in which it is written; nothing, where nobody says."""
    it, _ = one("account", "ecr_repositories: {it: {architectures: [amd64, arm64]}}")
    assert it.architectures == ("amd64", "arm64")
    other, _ = one("account", "ecr_repositories: {it: {}}")
    assert other.architectures == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            ecr_repositories:
              it:
                replicates_to: accounts.other
            """,
            "wrong-reference:3",
        ),
        (
            """
            ecr_repositories:
              it: {image_tag_mutability: FIXED}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
