"""guardduty_detectors"""

import pytest

from .support import faults, one


def test_whom_it_watches() -> None:
    """Its account, the members that it names, or the whole organisation."""
    it, edges = one("account", "guardduty_detectors:\n  it: {members: accounts.other}")
    assert it.auto_enable_organization_members == "NONE"
    assert edges == {"watches accounts.dev", "watches accounts.other"}
    _, edges = one(
        "account",
        """
        guardduty_detectors:
          it:
            auto_enable_organization_members: ALL
            publishing_destination: {bucket: s3_buckets.store, kms_key: kms_keys.key}
        """,
    )
    assert edges == {
        "watches accounts.dev",
        "watches organization",
        "sends_to s3_buckets.store",
        "associated_with kms_keys.key",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            guardduty_detectors:
              it: {auto_enable_organization_members: yes}
            """,
            "wrong-type:2",
        ),
        (
            """
            guardduty_detectors:
              it: {publishing_destination: {bucket: store}}
            """,
            "missing-key:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
