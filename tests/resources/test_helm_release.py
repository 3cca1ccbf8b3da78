"""helm_releases of a namespace"""

import pytest

from .support import faults, one


def test_a_release_is_a_chart_with_some_values() -> None:
    """Its version is text, and its values are kept as they are written."""
    it, edges = one(
        "namespace",
        """
        helm_releases:
          it:
            chart: cilium
            repository: https://helm.cilium.io
            version: 1.10
            values: {cni.chainingMode: aws-cni}
            service_account: api
            node_groups: nodes
        """,
    )
    assert it.version == "1.10"
    assert it.values["cni.chainingMode"] == "aws-cni"
    assert edges == {
        "runs_as eks_clusters.k8s.namespaces.api.service_accounts.api",
        "runs_on eks_clusters.k8s.node_groups.nodes {node_groups}",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("helm_releases: {it: {chart: cilium, version: 1.10}}", "missing-key:1"),
        (
            """
            helm_releases:
              it:
                chart: cilium
                repository: https://helm.cilium.io
                version: 1.10
                node_groups: noodles
            """,
            "dangling-reference:6",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("namespace", text) == [expected]
