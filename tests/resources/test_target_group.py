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
    ("text", "expected"),
    [
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
