"""deployments of a namespace"""

import pytest

from .support import faults, one


def test_a_deployment_names_what_it_connects_to() -> None:
    """Each connection has the program's name for it, and any of its node groups will do."""
    it, edges = one(
        "namespace",
        """
        deployments:
          it:
            replicas: {min: 2, max: 10}
            requests: {cpu: 250m, memory: 256Mi}
            image: image
            service_account: api
            node_groups: nodes
            ports: {http: tcp/8080}
            connects_to: {db: aurora_clusters.db, files: s3_buckets.store}
        """,
    )
    assert it.replicas.max == 10
    assert str(it.ports["http"]) == "tcp/8080"
    assert it.connects_to["db"] == "accounts.dev.vpcs.main.aurora_clusters.db"
    assert edges == {
        "depends_on ecr_repositories.image",
        "runs_as eks_clusters.k8s.namespaces.api.service_accounts.api",
        "runs_on eks_clusters.k8s.node_groups.nodes {node_groups}",
        "connects_to aurora_clusters.db",
        "connects_to s3_buckets.store",
    }


def test_how_a_deployment_is_run() -> None:
    """What installs it deploys it; its probes and plain ports are among its ports."""
    it, edges = one(
        "eks_cluster",
        """
        addons: {coredns: {addon_name: coredns}}
        priority_classes: {critical: {value: 1000000}}
        namespaces:
          api:
            deployments:
              it:
                replicas: {min: 2, max: 10}
                requests: {}
                node_groups: nodes
                ports: {http: tcp/8080}
                installed_by: addons.coredns
                priority_class: critical
                autoscaling: {cpu_percent: 70, memory_percent: 80}
                vertical_autoscaling: {mode: Off}
                topology_spread: [zone]
                readiness_probe: {port: http, path: /healthz}
                plaintext_ports: [http]
                rollout: {strategy: canary, steps: [10, 50], automatic_rollback: yes}
        """,
    )
    assert it.autoscaling.metrics == ("cpu", "memory")
    assert it.vertical_autoscaling.mode == "Off"
    assert it.rollout.steps == (10, 50)
    assert edges == {
        "runs_on eks_clusters.k8s.node_groups.nodes {node_groups}",
        "associated_with eks_clusters.k8s.priority_classes.critical",
        "eks_clusters.k8s.addons.coredns deploys eks_clusters.k8s.namespaces.api.deployments.it",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("autoscaling: {}", "missing-key:6"),
        ("liveness_probe: {port: http}", "unknown-port:2"),
        ("plaintext_ports: [http]", "unknown-port:2"),
        ("rollout: {strategy: canary}", "bad-rollout:6"),
        ("rollout: {strategy: blue_green, steps: [10]}", "bad-rollout:6"),
        ("rollout: {strategy: canary, steps: [50, 10]}", "bad-rollout:6"),
        ("vertical_autoscaling: {mode: Sometimes}", "wrong-type:6"),
    ],
)
def test_faults_of_how_it_is_run(text: str, expected: str) -> None:
    """Each of these is one finding."""
    lines = ["deployments:", "  it:", "    replicas: {min: 1, max: 2}", "    requests: {}", "    node_groups: nodes"]
    assert faults("namespace", "\n".join([*lines, f"    {text}"])) == [expected]


def test_a_deployment_sends_its_telemetry() -> None:
    """To a store, or to a collector."""
    it, edges = one(
        "namespace",
        """
        deployments:
          it:
            replicas: {min: 2, max: 10}
            requests: {}
            node_groups: nodes
            sends_to: {traces: deployments.api}
        """,
    )
    assert sorted(it.sends_to) == ["traces"]
    assert "sends_to eks_clusters.k8s.namespaces.api.deployments.api" in edges


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            deployments:
              it:
                replicas: {min: 3, max: 2}
                requests: {}
                node_groups: nodes
            """,
            "bad-scaling:3",
        ),
        (
            """
            deployments:
              it:
                replicas: {min: 1, max: 2}
                requests: {cpu: 1/4}
                node_groups: nodes
            """,
            "bad-quantity:4",
        ),
        (
            """
            deployments:
              it:
                replicas: {min: 1, max: 2}
                requests: {}
                node_groups: nodes
                connects_to:
                  db: aurora_clusters.bd
            """,
            "dangling-reference:7",
        ),
        (
            """
            deployments:
              it:
                replicas: {min: 1, max: 2}
                requests: {}
                node_groups: nodes
                connects_to:
                  db: kms_keys.key
            """,
            "wrong-reference:7",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("namespace", text) == [expected]
