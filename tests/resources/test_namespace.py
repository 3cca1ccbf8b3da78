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


def test_a_namespace_may_be_in_a_mesh() -> None:
    """Its pods then get the mesh's proxy."""
    it, edges = one(
        "eks_cluster",
        """
        service_meshes: {mesh: {implementation: istio}}
        namespaces: {it: {mesh: mesh}}
        """,
    )
    assert it.mesh is not None
    assert edges == {"associated_with eks_clusters.k8s.service_meshes.mesh"}


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
