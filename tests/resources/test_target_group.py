"""target_groups of a load balancer"""

import pytest

from .support import faults, one


def test_targets_back_one_another_up() -> None:
    """Pods and machines may be targets; each is an alternative of the others."""
    it, edges = one(
        "lb",
        """
        target_groups:
          it:
            port: 8080
            protocol: HTTP
            target_type: ip
            targets: [eks_clusters.k8s.namespaces.api.deployments.api, instances.server]
        """,
    )
    assert it.target_type == "ip"
    assert edges == {
        "forwards_to eks_clusters.k8s.namespaces.api.deployments.api {targets}",
        "forwards_to instances.server {targets}",
    }


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("protocol: TCP", True),
        ("protocol: TLS", True),
        ("protocol: TCP, target_type: alb", True),
        ("protocol: TCP, preserve_client_ip: no", False),
        ("protocol: TCP, target_type: ip", False),
        ("protocol: TCP, target_type: ip, preserve_client_ip: yes", True),
        ("protocol: UDP, target_type: ip", True),
        ("protocol: TCP_UDP, target_type: ip", True),
        ("protocol: HTTP", False),
    ],
)
def test_whose_address_targets_see(words: str, expected: bool) -> None:
    """The client's, unless the targets are addresses over TCP or the model says otherwise."""
    it, _ = one("lb", f"target_groups: {{it: {{port: 8443, {words}}}}}")
    assert it.preserves_client_ip is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("target_groups: {it: {port: 80, protocol: HTTP, preserve_client_ip: yes}}", "not-supported:1"),
        ("target_groups: {it: {port: 53, protocol: UDP, preserve_client_ip: no}}", "not-supported:1"),
        (
            """
            target_groups:
              it:
                port: 8080
                protocol: HTTP
                targets: subnets.app-a
            """,
            "wrong-reference:5",
        ),
        (
            """
            target_groups:
              it:
                port: 8080
                protocol: HTTP3
            """,
            "wrong-type:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("lb", text) == [expected]
