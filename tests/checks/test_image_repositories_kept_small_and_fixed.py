"""Lifecycle and tags."""

from .support import Planted, expect

CHECK = "image-repositories-kept-small-and-fixed"
PLANTED = Planted("accounts.production.ecr_repositories.flask-api.image_tag_mutability", "MUTABLE")


def test_both() -> None:
    """One repository may lack both."""
    expect(
        CHECK,
        """\
accounts:
  a: {account_id: "111111111111", ecr_repositories: {api: {}}}
""",
        (2, 54, "another image"),
        (2, 54, "keeps every image"),
    )
