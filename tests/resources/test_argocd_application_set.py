"""argocd_application_sets"""

import pytest

from .support import faults, one


def test_an_application_set_deploys_namespaces() -> None:
    """It needs its repository; what it has deployed does not need it."""
    it, edges = one(
        "namespace",
        """
        argocd_application_sets:
          it:
            source_repository: code
            path: kubernetes/overlays/dev
            tool: kustomize
            environment: dev
            deploys: namespaces.api
            sync: automated
            self_heal: yes
        """,
    )
    assert it.revision == "main"
    assert it.prune is False
    assert edges == {
        "depends_on source_repositories.code",
        "deploys eks_clusters.k8s.namespaces.api",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            argocd_application_sets:
              it:
                source_repository: code
                path: charts
                tool: helm
                deploys: namespaces.api
                prune: yes
            """,
            "not-supported:2",
        ),
        (
            """
            argocd_application_sets:
              it:
                source_repository: code
                path: charts
                tool: helm
                deploys: namespaces.apy
            """,
            "dangling-reference:6",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("namespace", text) == [expected]
