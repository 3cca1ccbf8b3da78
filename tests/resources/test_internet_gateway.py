"""internet_gateways"""

import pytest

from .support import faults, one


def test_an_internet_gateway_is_in_its_vpc() -> None:
    """It states nothing but its place."""
    it, edges = one(
        "vpc",
        """
        internet_gateways:
          it: {tags: {owner: network}}
        """,
    )
    assert it.parent == "accounts.dev.vpcs.main"
    assert it.tags == {"owner": "network"}
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            internet_gateways:
              it: {vpc: main}
            """,
            "unknown-key:2",
        ),
        (
            """
            internet_gateways:
              it:
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
