"""acm_certificates"""

import pytest

from .support import faults, one


def test_a_wildcard_covers_one_label() -> None:
    """Neither the domain itself nor what lies two labels below."""
    it, edges = one(
        "account",
        """
        acm_certificates:
          it: {domain_name: "*.example.com", subject_alternative_names: [example.org], validation_zone: zone}
        """,
    )
    assert it.covers("app.example.com")
    assert it.covers("*.example.com")
    assert not it.covers("example.com")
    assert not it.covers("a.app.example.com")
    assert it.covers("example.org")
    assert it.region == "us-east-1"
    assert edges == {
        "associated_with route53_zones.zone",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            acm_certificates:
              it:
                domain_name: app.example.com
                validation_zone: nowhere
            """,
            "dangling-reference:4",
        ),
        (
            """
            acm_certificates:
              it:
                domain_name: app example
            """,
            "bad-domain-name:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
