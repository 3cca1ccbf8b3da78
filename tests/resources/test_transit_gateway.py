"""transit_gateways"""

import pytest

from .support import faults, one


def test_a_transit_gateway_is_shared_with_accounts() -> None:
    """It has a region of its own and lends itself to accounts."""
    it, edges = one(
        "account",
        """
        transit_gateways:
          it: {region: eu-west-1, amazon_side_asn: 64600, shared_with: accounts.other}
        """,
    )
    assert it.region == "eu-west-1"
    assert it.amazon_side_asn == 64600
    assert edges == {
        "shared_with accounts.other",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            transit_gateways:
              it:
                shared_with: [accounts.nobody]
            """,
            "dangling-reference:3",
        ),
        (
            """
            transit_gateways:
              it:
                amazon_side_asn: many
            """,
            "wrong-type:3",
        ),
        (
            """
            transit_gateways:
              it:
                amazon_side_asn: 64511
            """,
            "bad-asn:3",
        ),
        (
            """
            transit_gateways:
              it:
                amazon_side_asn: 65535
            """,
            "bad-asn:3",
        ),
        (
            """
            transit_gateways:
              it:
                amazon_side_asn: 4294967295
            """,
            "bad-asn:3",
        ),
        (
            """
            transit_gateways:
              it:
                amazon_side_asn: 9999999999999999999999999999999999999999
            """,
            "bad-asn:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
