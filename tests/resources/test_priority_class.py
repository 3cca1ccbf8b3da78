"""priority_classes of a cluster"""

import pytest

from .support import faults, one


def test_a_class_displaces_lower_ones() -> None:
    """Unless it says that it waits."""
    it, edges = one("eks_cluster", "priority_classes: {it: {value: 1000000}}")
    assert it.preemption_policy == "PreemptLowerPriority"
    assert not it.is_global_default
    assert edges == set()


def test_the_clusters_own_classes() -> None:
    """They may be written, with the value that they have."""
    assert faults("eks_cluster", "priority_classes: {system-node-critical: {value: 2000001000}}") == []


@pytest.mark.parametrize(
    "text",
    [
        "priority_classes: {it: {value: 1000000001}}",
        "priority_classes: {system-cluster-critical: {value: 5}}",
        "priority_classes: {system-mine: {value: 5}}",
    ],
)
def test_faults(text: str) -> None:
    """Kubernetes refuses each of these."""
    assert faults("eks_cluster", text) == ["bad-priority:1"]
