"""peering_attachments of a transit gateway"""

import pytest

from .support import faults, one


def test_a_peering_associates_with_a_table_on_either_side() -> None:
    """Each side's table is looked for in that side's gateway."""
    it, edges = one(
        "transit_gateway",
        """
        peering_attachments:
          it: {peer_transit_gateway: far, association: main, peer_association: main}
        """,
    )
    assert it.peer_association == "accounts.dev.transit_gateways.far.route_tables.main"
    assert edges == {
        "attached_to transit_gateways.far",
        "associated_with transit_gateways.hub.route_tables.main",
        "associated_with transit_gateways.far.route_tables.main",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            peering_attachments:
              it:
                association: main
            """,
            "missing-key:2",
        ),
        (
            """
            peering_attachments:
              it:
                peer_transit_gateway: far
                peer_association: mine
            """,
            "dangling-reference:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("transit_gateway", text) == [expected]
