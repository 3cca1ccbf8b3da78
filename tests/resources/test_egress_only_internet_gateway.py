"""egress_only_internet_gateways"""

import pytest

from .support import faults, one


def test_an_egress_only_gateway_is_in_its_vpc() -> None:
    """It states nothing but its place."""
    it, edges = one(
        "vpc",
        """
        egress_only_internet_gateways:
          it: {}
        """,
    )
    assert it.parent == "accounts.dev.vpcs.main"
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            egress_only_internet_gateways:
              it: {subnet: app-a}
            """,
            "unknown-key:2",
        ),
        ("egress_only_internet_gateways: [it]", "wrong-type:1"),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
