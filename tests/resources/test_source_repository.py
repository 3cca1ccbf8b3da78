"""source_repositories"""

import pytest

from .support import faults, one


def test_a_repository_says_what_its_folders_hold() -> None:
    """It depends on nothing, and its default branch is main."""
    it, edges = one(
        "account",
        """
        source_repositories:
          it:
            service: github
            url: https://github.com/example/it
            protected_branches: [main]
            required_approvals: 2
            folders: {kubernetes/: kustomize, terraform/: terragrunt}
        """,
    )
    assert it.default_branch == "main"
    assert it.folders["terraform/"] == "terragrunt"
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            source_repositories:
              it:
                service: subversion
                url: https://example.com
            """,
            "wrong-type:3",
        ),
        (
            """
            source_repositories:
              it:
                service: github
                url: https://github.com/example/it
                folders:
                  chef/: cookbooks
            """,
            "wrong-type:6",
        ),
        (
            """
            source_repositories:
              it: {service: github}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
