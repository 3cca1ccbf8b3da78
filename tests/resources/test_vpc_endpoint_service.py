"""vpc_endpoint_services"""

import pytest

from .support import faults, one


def test_a_service_stands_behind_load_balancers() -> None:
    """Accounts that may connect are named; each connection waits for a person unless that is switched off."""
    it, edges = one(
        "vpc",
        """
        vpc_endpoint_services:
          it: {network_load_balancers: wire, allowed_principals: accounts.other}
        """,
    )
    assert it.acceptance_required is True
    assert edges == {
        "forwards_to lbs.wire {network_load_balancers}",
        "allows accounts.other",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            vpc_endpoint_services:
              it:
                network_load_balancers: vire
            """,
            "dangling-reference:3",
        ),
        (
            """
            vpc_endpoint_services:
              it:
                network_load_balancers: []
            """,
            "missing-key:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
