"""daemon_sets of a namespace"""

import pytest

from .support import faults, one


def test_a_daemon_set_runs_on_every_node_of_its_groups() -> None:
    """What installs it is the one who deploys."""
    it, edges = one(
        "namespace",
        """
        helm_releases:
          agent: {chart: agent, repository: https://helm.example, version: 1.0.0}
        daemon_sets:
          it:
            requests: {cpu: 50m}
            service_account: api
            node_groups: nodes
            installed_by: helm_releases.agent
        """,
    )
    assert not it.host_network
    assert edges == {
        "runs_as eks_clusters.k8s.namespaces.api.service_accounts.api",
        "runs_on eks_clusters.k8s.node_groups.nodes {node_groups}",
        "eks_clusters.k8s.namespaces.api.helm_releases.agent deploys eks_clusters.k8s.namespaces.api.daemon_sets.it",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("daemon_sets: {it: {requests: {}}}", "missing-key:1"),
        (
            """
            daemon_sets:
              it:
                requests: {}
                node_groups: nodes
                installed_by: deployments.api
            """,
            "wrong-reference:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("namespace", text) == [expected]
