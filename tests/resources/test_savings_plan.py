"""savings_plans"""

import pytest

from .support import faults, one


def test_what_it_was_sized_for() -> None:
    """It applies to whatever fits; the model says what for."""
    it, edges = one(
        "account",
        """
        savings_plans:
          it:
            plan_type: COMPUTE
            commitment_usd_per_hour: 0.5
            term_years: 1
            payment_option: NO_UPFRONT
            covers: vpcs.main.eks_clusters.k8s.node_groups.nodes
        """,
    )
    assert it.commitment_usd_per_hour == 0.5
    assert edges == {"applies_to eks_clusters.k8s.node_groups.nodes"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            savings_plans:
              it: {plan_type: COMPUTE, commitment_usd_per_hour: 1, term_years: 2, payment_option: NO_UPFRONT}
            """,
            "wrong-type:2",
        ),
        (
            """
            savings_plans:
              it: {plan_type: EC2_INSTANCE, commitment_usd_per_hour: 1, term_years: 1, payment_option: NO_UPFRONT}
            """,
            "missing-key:2",
        ),
        (
            """
            savings_plans:
              it: {plan_type: DATABASE, commitment_usd_per_hour: 1, term_years: 3, payment_option: NO_UPFRONT}
            """,
            "not-supported:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
