"""namespaces of a cluster"""

import pytest

from .support import faults, one


def test_a_namespace_bounds_what_its_pods_request() -> None:
    """Quotas are Kubernetes quantities, kept as written."""
    it, edges = one(
        "eks_cluster",
        """
        namespaces:
          it: {resource_quota: {cpu: 16, memory: 32Gi}, limit_range: {cpu: 500m}}
        """,
    )
    assert it.resource_quota.memory == "32Gi"
    assert it.limit_range.cpu == "500m"
    assert edges == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            namespaces:
              it:
                resource_quota: {cpu: many}
            """,
            "bad-quantity:3",
        ),
        (
            """
            namespaces:
              it:
                resource_quota: {memory: 32GiB}
            """,
            "bad-quantity:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("eks_cluster", text) == [expected]
