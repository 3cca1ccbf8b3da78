"""admission_policies of a cluster"""

import pytest

from .support import faults, one


def test_a_policy_refuses_unless_it_says_otherwise() -> None:
    """Everywhere but in the namespaces that it leaves out."""
    it, edges = one(
        "eks_cluster",
        """
        admission_policies:
          it: {engine: gatekeeper, rules: [no_privileged_pods], excluded_namespaces: namespaces.api}
        """,
    )
    assert it.enforcement == "deny"
    assert edges == {"associated_with eks_clusters.k8s.namespaces.api"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("admission_policies: {it: {engine: gatekeeper, rules: []}}", "missing-key:1"),
        (
            """
            admission_policies:
              it:
                engine: gatekeeper
                rules: [be_nice]
            """,
            "wrong-type:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("eks_cluster", text) == [expected]
