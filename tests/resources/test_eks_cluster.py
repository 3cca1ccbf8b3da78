"""eks_clusters"""

import pytest

from .support import faults, one


def test_the_version_of_a_cluster_is_text() -> None:
    """`1.30` stays `1.30`, `no` is off, and the API is open to the world unless it says otherwise."""
    it, edges = one(
        "vpc",
        """
        eks_clusters:
          it:
            version: 1.30
            subnets: app
            security_groups: web
            endpoint_public_access: no
            enabled_cluster_log_types: [api, audit]
            kms_key: key
            iam_role: role
        """,
    )
    assert it.version == "1.30"
    assert it.endpoint_public_access is False
    assert it.public_access_cidrs == ("0.0.0.0/0",)
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
            eks_clusters:
              it:
                version: 1.30
                subnets: app
                endpoint_public_access: nope
            """,
            "wrong-type:5",
        ),
        (
            """
            eks_clusters:
              it:
                version: 1.30
                subnets: app
                enabled_cluster_log_types: [everything]
            """,
            "wrong-type:5",
        ),
        (
            """
            eks_clusters:
              it:
                version: 1.30
                subnets: web
            """,
            "dangling-reference:4",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
