"""transit_gateway_attachments"""

import pytest

from .support import faults, one


def test_an_attachment_looks_for_tables_in_its_own_gateway() -> None:
    """`main` is a table of the gateway that it names, and one subnet of each zone suffices."""
    it, edges = one(
        "vpc",
        """
        transit_gateway_attachments:
          it: {transit_gateway: hub, subnets: app, association: main, propagations: main}
        """,
    )
    assert it.association == "accounts.dev.transit_gateways.hub.route_tables.main"
    assert edges == {
        "attached_to transit_gateways.hub",
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "associated_with transit_gateways.hub.route_tables.main",
        "routes_to transit_gateways.hub.route_tables.main",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            transit_gateway_attachments:
              it:
                transit_gateway: hub
                subnets: app
                association: app
            """,
            "dangling-reference:5",
        ),
        (
            """
            transit_gateway_attachments:
              it:
                subnets: app
                transit_gateway: hop
            """,
            "dangling-reference:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
