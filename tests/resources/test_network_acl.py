"""network_acls"""

import pytest

from .support import faults, one


def test_rules_stand_in_the_order_of_their_numbers() -> None:
    """Whatever the order of writing, the lowest number comes first; a tier is named by its block."""
    it, edges = one(
        "vpc",
        """
        network_acls:
          it:
            ingress:
              200: {deny: all, from: 0.0.0.0/0}
              100: {allow: tcp/443, from: subnets.app}
            egress: {100: {allow: tcp/1024-65535, to: vpc}}
        """,
    )
    assert list(it.ingress) == [100, 200]
    assert it.ingress[100].peers[0].cidr_blocks == ("10.0.64.0/18",)
    assert edges == {
        "allows vpcs.main",
        "allows subnets.app",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            network_acls:
              it:
                egress: {}
                ingress: {0: {allow: all, from: vpc}}
            """,
            "bad-rule-number:4",
        ),
        (
            """
            network_acls:
              it:
                egress: {}
                ingress:
                  100: {from: vpc}
            """,
            "missing-key:5",
        ),
        (
            """
            network_acls:
              it:
                egress: {}
                ingress:
                  100: {allow: all, from: security_groups.web}
            """,
            "bad-peer:5",
        ),
        (
            """
            network_acls:
              it: {ingress: {}}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
