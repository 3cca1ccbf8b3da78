"""cloudwatch_log_groups of an account"""

import pytest

from .support import faults, one


def test_events_are_handed_on() -> None:
    """By a subscription, with the role that CloudWatch takes for it."""
    it, edges = one(
        "account",
        """
        kinesis_streams: {events: {shard_count: 1}}
        cloudwatch_log_groups:
          it:
            retention_in_days: 30
            kms_key: key
            subscriptions: {archive: {to: kinesis_streams.events, iam_role: role}}
        """,
    )
    assert it.log_group_class == "STANDARD"
    assert it.subscriptions["archive"].filter_pattern == ""
    assert edges == {"encrypted_by kms_keys.key", "sends_to kinesis_streams.events", "runs_as iam_roles.role"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            cloudwatch_log_groups:
              it: {retention_in_days: 31}
            """,
            "bad-log-group:2",
        ),
        (
            """
            kinesis_streams: {events: {shard_count: 1}}
            cloudwatch_log_groups:
              it:
                subscriptions:
                  one: {to: kinesis_streams.events}
                  two: {to: kinesis_streams.events}
                  three: {to: kinesis_streams.events}
            """,
            "bad-log-group:3",
        ),
        (
            """
            kinesis_streams: {events: {shard_count: 1}}
            cloudwatch_log_groups:
              it: {log_group_class: INFREQUENT_ACCESS, subscriptions: {one: {to: kinesis_streams.events}}}
            """,
            "bad-log-group:3",
        ),
        (
            """
            cloudwatch_log_groups:
              it: {subscriptions: {one: {to: s3_buckets.store}}}
            """,
            "wrong-reference:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
