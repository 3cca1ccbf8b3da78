"""reservations"""

import pytest

from .support import faults, one


def test_what_it_was_bought_for() -> None:
    """Instances of one type, of one service."""
    it, edges = one(
        "account",
        """
        reservations:
          it:
            service: ec2
            instance_type: t3.medium
            term_years: 3
            payment_option: ALL_UPFRONT
            covers: [vpcs.main.instances.server, vpcs.main.eks_clusters.k8s.node_groups.nodes]
        """,
    )
    assert it.instance_count == 1
    assert edges == {"applies_to instances.server", "applies_to eks_clusters.k8s.node_groups.nodes"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            reservations:
              it: {service: rds, instance_type: m5.large, term_years: 1, payment_option: NO_UPFRONT}
            """,
            "bad-instance-type:2",
        ),
        (
            """
            reservations:
              it: {service: ec2, instance_type: db.r6g.large, term_years: 1, payment_option: NO_UPFRONT}
            """,
            "bad-instance-type:2",
        ),
        (
            """
            reservations:
              it: {service: rds, instance_type: db.r6g.large, term_years: 3, payment_option: NO_UPFRONT}
            """,
            "not-supported:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
