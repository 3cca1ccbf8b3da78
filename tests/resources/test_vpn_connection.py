"""vpn_connections"""

import pytest

from .support import faults, one


def test_a_vpn_ends_at_one_gateway() -> None:
    """It is attached to both ends and uses a table of its transit gateway."""
    it, edges = one(
        "account",
        """
        vpn_connections:
          it: {customer_gateway: office, transit_gateway: hub, association: main, propagations: main}
        """,
    )
    assert it.vpn_gateway is None
    assert edges == {
        "attached_to customer_gateways.office",
        "attached_to transit_gateways.hub",
        "associated_with transit_gateways.hub.route_tables.main",
        "routes_to transit_gateways.hub.route_tables.main",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            vpn_connections:
              it:
                customer_gateway: office
            """,
            "missing-key:2",
        ),
        (
            """
            vpn_connections:
              it:
                customer_gateway: office
                vpn_gateway: vpcs.main.vpn_gateways.main
                transit_gateway: hub
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
