"""instances"""

import pytest

from .support import faults, one


def test_an_instance_stands_in_a_subnet_with_an_identity() -> None:
    """It is placed, guarded, and runs as its role."""
    it, edges = one(
        "vpc",
        """
        instances:
          it:
            instance_type: m5.large
            subnet: app-a
            security_groups: web
            iam_role: role
            source_dest_check: no
            private_ip: 10.0.64.10
            root_volume_size_gb: 30
        """,
    )
    assert it.source_dest_check is False
    assert it.root_volume_size_gb == 30
    assert it.private_ip == "10.0.64.10"
    assert it.associate_public_ip_address is None
    assert edges == {
        "placed_in subnets.app-a",
        "member_of security_groups.web",
        "runs_as iam_roles.role",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            instances:
              it:
                instance_type: m5.large
                subnet: app
            """,
            "wrong-reference:4",
        ),
        (
            """
            instances:
              it:
                instance_type: m5.large
                subnet: app-a
                source_dest_check: maybe
            """,
            "wrong-type:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
