"""apigatewayv2_apis"""

import pytest

from .support import faults, one


def test_an_api_hands_requests_to_a_listener() -> None:
    """Through a link, without which it cannot."""
    it, edges = one(
        "account",
        """
        apigatewayv2_apis:
          it:
            authorization: JWT
            integrations:
              parcels:
                listener: vpcs.main.lbs.front.listeners.web
                vpc_link: vpcs.main.apigatewayv2_vpc_links.link
            routes: {POST /parcels: parcels, $default: parcels}
        """,
    )
    assert it.protocol_type == "HTTP"
    assert it.region == "us-east-1"
    assert edges == {
        "forwards_to lbs.front.listeners.web",
        "depends_on apigatewayv2_vpc_links.link",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            apigatewayv2_apis:
              it:
                authorization: JWT
                integrations:
                  parcels:
                    listener: vpcs.main.lbs.front.listeners.web
                    vpc_link: vpcs.main.apigatewayv2_vpc_links.link
                routes: {POST /parcels: letters}
            """,
            "dangling-reference:2",
        ),
        (
            """
            apigatewayv2_apis:
              it:
                authorization: JWT
                integrations:
                  parcels:
                    listener: vpcs.main.lbs.front.listeners.web
                    vpc_link: vpcs.main.apigatewayv2_vpc_links.link
                routes: {parcels: parcels}
            """,
            "bad-route:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
