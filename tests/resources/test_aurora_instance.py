"""instances of an Aurora cluster"""

import pytest

from .support import faults, one


def test_a_cluster_needs_one_of_its_instances() -> None:
    """The instance stands in a zone, and the cluster depends on it as one alternative."""
    it, edges = one(
        "aurora_cluster",
        """
        instances:
          it: {instance_class: db.r6g.large, availability_zone: b}
        """,
    )
    assert it.availability_zone == "us-east-1b"
    assert it.publicly_accessible is False
    assert edges == {
        "placed_in availability_zones.us-east-1b",
        "aurora_clusters.db depends_on aurora_clusters.db.instances.it {instances}",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            instances:
              it: {instance_class: db.r6g.large, availability_zone: z}
            """,
            "bad-availability-zone:2",
        ),
        (
            """
            instances:
              it:
                instance_class: db.r6g.large
                promotion_tier: 16
            """,
            "wrong-type:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("aurora_cluster", text) == [expected]
