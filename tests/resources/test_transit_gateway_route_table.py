"""route_tables of a transit gateway"""

import pytest

from .support import faults, one


def test_static_routes_lead_to_attachments() -> None:
    """A static route names an attachment, or drops."""
    it, edges = one(
        "transit_gateway",
        """
        route_tables:
          it:
            routes:
              10.0.0.0/16: accounts.dev.vpcs.main.transit_gateway_attachments.hub
              10.66.0.0/16: blackhole
        """,
    )
    assert it.routes["10.66.0.0/16"] == "blackhole"
    assert edges == {
        "routes_to transit_gateway_attachments.hub",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            route_tables:
              it:
                routes:
                  10.0.0.0/16: accounts.dev.vpcs.main.internet_gateways.main
            """,
            "wrong-reference:4",
        ),
        (
            """
            route_tables:
              it:
                routes: {0.0.0.0/0: accounts.dev.vpcs.main.transit_gateway_attachments.hup}
            """,
            "dangling-reference:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("transit_gateway", text) == [expected]
