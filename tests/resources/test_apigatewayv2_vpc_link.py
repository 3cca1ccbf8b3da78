"""apigatewayv2_vpc_links"""

import pytest

from .support import faults, one


def test_a_link_has_interfaces_in_subnets() -> None:
    """They back one another up."""
    it, edges = one(
        "vpc",
        """
        apigatewayv2_vpc_links:
          it: {subnets: app, security_groups: web}
        """,
    )
    assert it.name == "it"
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "member_of security_groups.web",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            apigatewayv2_vpc_links:
              it: {}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
