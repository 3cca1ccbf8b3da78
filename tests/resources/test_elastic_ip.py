"""elastic_ips"""

import pytest

from .support import faults, one


def test_an_address_is_associated_with_a_machine_or_gateway() -> None:
    """What it is associated with is named by its collection."""
    it, edges = one(
        "account",
        """
        elastic_ips:
          it: {to: vpcs.main.nat_gateways.main, public_ip: 203.0.113.9}
        """,
    )
    assert it.public_ip == "203.0.113.9"
    assert edges == {
        "attached_to nat_gateways.main",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            elastic_ips:
              it:
                to: vpcs.main.subnets.app-a
            """,
            "wrong-reference:3",
        ),
        (
            """
            elastic_ips:
              it: {public_ip: here}
            """,
            "bad-ip:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
