"""dx_gateways"""

import pytest

from .support import faults, one


def test_a_gateway_joins_lines_and_transit_gateways() -> None:
    """It says which blocks are announced to the other end."""
    it, edges = one(
        "account",
        """
        dx_gateways:
          it:
            amazon_side_asn: 64531
            associations: {hub: {gateway: transit_gateways.hub, allowed_prefixes: [10.0.0.0/16]}}
        """,
    )
    assert it.associations["hub"].allowed_prefixes == ("10.0.0.0/16",)
    assert edges == {
        "associated_with transit_gateways.hub",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            dx_gateways:
              it:
                amazon_side_asn: 7224
            """,
            "bad-asn:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
