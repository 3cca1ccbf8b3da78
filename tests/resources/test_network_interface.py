"""network_interfaces"""

import pytest

from .support import faults, one


def test_an_interface_is_attached_to_an_instance() -> None:
    """It stands in a subnet and is plugged into a machine."""
    it, edges = one(
        "vpc",
        """
        network_interfaces:
          it: {subnet: app-a, security_groups: web, instance: server, private_ips: [10.0.64.20]}
        """,
    )
    assert it.private_ips == ("10.0.64.20",)
    assert edges == {
        "placed_in subnets.app-a",
        "member_of security_groups.web",
        "attached_to instances.server",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            network_interfaces:
              it:
                subnet: app-a
                private_ips: [10.0.64.300]
            """,
            "bad-ip:4",
        ),
        (
            """
            network_interfaces:
              it:
                subnet: app-a
                instance: servers
            """,
            "dangling-reference:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
