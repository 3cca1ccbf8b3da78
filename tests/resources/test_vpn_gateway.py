"""vpn_gateways"""

import pytest

from .support import faults, one


def test_a_vpn_gateway_is_in_its_vpc() -> None:
    """It has Amazon's default number unless it says otherwise."""
    it, edges = one(
        "vpc",
        """
        vpn_gateways:
          it: {amazon_side_asn: 65001}
        """,
    )
    assert it.amazon_side_asn == 65001
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            vpn_gateways:
              it: {amazon_side_asn: x}
            """,
            "wrong-type:2",
        ),
        (
            """
            vpn_gateways:
              it:
                asn: 65001
            """,
            "unknown-key:3",
        ),
        (
            """
            vpn_gateways:
              it: {amazon_side_asn: 7224}
            """,
            "bad-asn:2",
        ),
        (
            """
            vpn_gateways:
              it: {amazon_side_asn: 4199999999}
            """,
            "bad-asn:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
