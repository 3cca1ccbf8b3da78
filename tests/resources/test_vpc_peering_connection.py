"""vpc_peering_connections"""

import pytest

from .support import faults, one


def test_a_peering_joins_two_vpcs() -> None:
    """It is attached to both."""
    it, edges = one(
        "account",
        """
        vpc_peering_connections:
          it: {vpc: main, peer_vpc: peer}
        """,
    )
    assert it.vpc == "accounts.dev.vpcs.main"
    assert edges == {
        "attached_to vpcs.main",
        "attached_to vpcs.peer",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            vpc_peering_connections:
              it:
                vpc: main
            """,
            "missing-key:2",
        ),
        (
            """
            vpc_peering_connections:
              it:
                vpc: main
                peer_vpc: per
            """,
            "dangling-reference:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
