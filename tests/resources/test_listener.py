"""listeners of a load balancer"""

import pytest

from .support import faults, one


def test_a_listener_hands_on_to_a_target_group() -> None:
    """What happens behind a listener is felt by its load balancer, which forwards to it."""
    it, edges = one(
        "lb",
        """
        listeners:
          it: {port: 443, protocol: HTTPS, certificate: api.example.org, forward_to: api}
        """,
    )
    assert it.port == 443
    assert edges == {
        "forwards_to lbs.front.target_groups.api",
        "lbs.front forwards_to lbs.front.listeners.it",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            listeners:
              it: {port: 443, protocol: HTTPS, forward_to: api}
            """,
            "missing-key:2",
        ),
        (
            """
            listeners:
              it: {port: 80, protocol: HTTP}
            """,
            "missing-key:2",
        ),
        (
            """
            listeners:
              it: {port: 80, protocol: HTTP, forward_to: api, redirect_to_https: yes}
            """,
            "missing-key:2",
        ),
        (
            """
            listeners:
              it: {port: 0, protocol: HTTP, redirect_to_https: yes}
            """,
            "bad-ports:2",
        ),
        (
            """
            listeners:
              it:
                port: 80
                protocol: HTTP
                forward_to: app
            """,
            "dangling-reference:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("lb", text) == [expected]
