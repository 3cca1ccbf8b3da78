"""codeartifact_repositories"""

import pytest

from .support import faults, one


def test_a_repository_fetches_from_others() -> None:
    """It has upstreams, of which each may have one public source."""
    it, edges = one(
        "codeartifact_domain",
        """
        codeartifact_repositories:
          it: {upstreams: store}
        """,
    )
    assert it.external_connection is None
    assert edges == {
        "associated_with codeartifact_domains.packages.codeartifact_repositories.store",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            codeartifact_repositories:
              it: {upstreams: store, external_connection: public:npmjs}
            """,
            "not-supported:2",
        ),
        (
            """
            codeartifact_repositories:
              it:
                external_connection: public:cpan
            """,
            "wrong-type:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("codeartifact_domain", text) == [expected]
