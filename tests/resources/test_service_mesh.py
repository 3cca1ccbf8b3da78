"""service_meshes of a cluster"""

import pytest

from .support import faults, one


def test_a_mesh_takes_plain_text_by_default() -> None:
    """As Istio does. It does not work without its control plane."""
    it, edges = one(
        "eks_cluster",
        """
        service_meshes:
          it: {implementation: istio, version: 1.30, installed_by: namespaces.api.helm_releases.istiod}
        namespaces:
          api:
            helm_releases:
              istiod: {chart: istiod, repository: https://helm.example, version: 1.30.0}
        """,
    )
    assert it.mtls_mode == "PERMISSIVE"
    assert it.version == "1.30"
    assert edges == {"depends_on eks_clusters.k8s.namespaces.api.helm_releases.istiod"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("service_meshes: {it: {implementation: consul}}", "wrong-type:1"),
        (
            """
            service_meshes:
              it:
                implementation: istio
                mtls_mode: STRICTER
            """,
            "wrong-type:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("eks_cluster", text) == [expected]
