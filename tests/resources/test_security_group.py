"""security_groups"""

import pytest

from .support import faults, one


def test_rules_speak_of_blocks_groups_lists_and_self() -> None:
    """A rule's other side is a block, a group, a prefix list, the VPC or itself."""
    it, edges = one(
        "vpc",
        """
        security_groups:
          it:
            ingress:
              https: {ports: tcp/443, from: [0.0.0.0/0, "::/0"]}
              web: {ports: tcp/8000-8080, from: security_groups.web}
              office: {ports: tcp/22, from: prefix_lists.office}
              mesh: {ports: all, from: self}
            egress: {dns: {ports: udp/53, to: vpc}}
        """,
    )
    assert str(it.ingress["web"].ports) == "tcp/8000-8080"
    assert it.egress["dns"].peers[0].cidr_blocks == ("10.0.0.0/16", "2001:db8::/56")
    assert it.ingress["https"].peers[1].cidr_blocks == ("::/0",)
    assert edges == {
        "allows security_groups.web",
        "associated_with prefix_lists.office",
        "allows security_groups.it",
        "allows vpcs.main",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            security_groups:
              it: {ingress: {}}
            """,
            "missing-key:2",
        ),
        (
            """
            security_groups:
              it:
                egress: {}
                ingress: {https: {ports: 443, from: vpc}}
            """,
            "bad-ports:4",
        ),
        (
            """
            security_groups:
              it:
                egress: {}
                ingress:
                  https: {ports: tcp/70000, from: vpc}
            """,
            "bad-ports:5",
        ),
        (
            """
            security_groups:
              it:
                egress: {}
                ingress:
                  https: {ports: tcp/443, from: web}
            """,
            "bad-peer:5",
        ),
        (
            """
            security_groups:
              it:
                egress: {}
                ingress:
                  https: {ports: tcp/443, from: security_groups.wen}
            """,
            "dangling-reference:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
