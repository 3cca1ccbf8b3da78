"""node_groups of a cluster"""

import pytest

from .support import faults, one


def test_a_node_group_scales_between_bounds() -> None:
    """It spreads over subnets that back one another up."""
    it, edges = one(
        "eks_cluster",
        """
        node_groups:
          it:
            instance_types: [m5.large, m6i.large]
            capacity_type: SPOT
            scaling_config: {min_size: 0, desired_size: 1, max_size: 8}
            subnets: app
            security_groups: web
            kms_key: key
            iam_role: role
        """,
    )
    assert it.scaling_config.max_size == 8
    assert it.instance_types == ("m5.large", "m6i.large")
    assert it.disk_size == 20
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "member_of security_groups.web",
        "encrypted_by kms_keys.key",
        "runs_as iam_roles.role",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            node_groups:
              it:
                instance_types: [m5.large]
                subnets: app
                scaling_config: {min_size: 3, desired_size: 1, max_size: 8}
            """,
            "bad-scaling:5",
        ),
        (
            """
            node_groups:
              it:
                instance_types: []
                subnets: app
                scaling_config: {min_size: 1, desired_size: 1, max_size: 8}
            """,
            "wrong-type:3",
        ),
        (
            """
            node_groups:
              it:
                instance_types: [m5.large]
                subnets: app
                scaling_config: {min_size: 1, desired_size: 1}
            """,
            "missing-key:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("eks_cluster", text) == [expected]
