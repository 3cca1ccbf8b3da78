"""route_tables"""

import pytest

from .support import faults, one


def test_a_route_table_routes_to_gateways_and_prefix_lists() -> None:
    """Destinations are blocks or prefix lists, targets gateways or a black hole."""
    it, edges = one(
        "vpc",
        """
        route_tables:
          it:
            routes:
              0.0.0.0/0: internet_gateways.main
              prefix_lists.office: vpn_gateways.main
              10.66.0.0/16: blackhole
            propagating_vpn_gateways: main
        """,
    )
    assert it.routes["10.66.0.0/16"] == "blackhole"
    assert it.routes["accounts.dev.prefix_lists.office"] == "accounts.dev.vpcs.main.vpn_gateways.main"
    assert edges == {
        "routes_to internet_gateways.main",
        "routes_to vpn_gateways.main",
        "associated_with prefix_lists.office",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            route_tables:
              it:
                routes:
                  0.0.0.0/0: internet_gateways.mian
            """,
            "dangling-reference:4",
        ),
        (
            """
            route_tables:
              it:
                routes:
                  0.0.0.0/0: subnets.app-a
            """,
            "wrong-reference:4",
        ),
        (
            """
            route_tables:
              it:
                routes:
                  10.0.0.1/8: internet_gateways.main
            """,
            "host-bits-set:4",
        ),
        (
            """
            route_tables:
              it: {}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
