"""efs_file_systems of a VPC"""

import pytest

from .support import faults, one


def test_a_file_system_is_mounted_in_its_subnets() -> None:
    """One mount target in each subnet, any of which will do."""
    it, edges = one(
        "vpc",
        """
        efs_file_systems:
          it:
            subnets: app
            security_groups: web
            encrypted: yes
            kms_key: key
            lifecycle_policy: {transition_to_ia: AFTER_30_DAYS, transition_to_archive: AFTER_90_DAYS}
        """,
    )
    assert it.automatic_backups is False
    assert it.lifecycle_policy.transition_to_ia == "AFTER_30_DAYS"
    assert edges == {
        "placed_in subnets.app-a {subnets}",
        "placed_in subnets.app-b {subnets}",
        "member_of security_groups.web",
        "encrypted_by kms_keys.key",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            efs_file_systems:
              it: {subnets: app}
            """,
            "missing-key:2",
        ),
        (
            """
            efs_file_systems:
              it:
                subnets: app
                encrypted: yes
                lifecycle_policy: {transition_to_ia: AFTER_90_DAYS, transition_to_archive: AFTER_30_DAYS}
            """,
            "bad-lifecycle:5",
        ),
        (
            """
            efs_file_systems:
              it:
                subnets: app
                encrypted: yes
                kms_key: kez
            """,
            "dangling-reference:5",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("vpc", text) == [expected]
