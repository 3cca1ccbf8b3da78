"""nat_gateways"""

import pytest

from .support import faults, one


def test_a_nat_gateway_stands_in_one_subnet() -> None:
    """It is placed in one subnet and is public unless it says otherwise."""
    it, edges = one(
        "vpc",
        """
        nat_gateways:
          it: {subnet: app-b, public_ip: 203.0.113.7}
        """,
    )
    assert it.connectivity_type == "public"
    assert it.public_ip == "203.0.113.7"
    assert edges == {
        "placed_in subnets.app-b",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            nat_gateways:
              it:
                subnet: app
            """,
            "wrong-reference:3",
        ),
        (
            """
            nat_gateways:
              it:
                subnet: app-a
                public_ip: 203.0.113.777
            """,
            "bad-ip:4",
        ),
        (
            """
            nat_gateways:
              it: {}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
