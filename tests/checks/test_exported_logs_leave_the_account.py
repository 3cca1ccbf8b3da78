"""Exported logs: which streams carry logs, and whose."""

from .support import Planted, expect

CHECK = "exported-logs-leave-the-account"
PLANTED = Planted("accounts.production.kinesis_firehose_delivery_streams.logs.s3_bucket", "artifacts")

MODEL = """\
accounts:
  a:
    account_id: "111111111111"
    environment: production
    s3_buckets: {own: {}}
    kinesis_streams: {events: {stream_mode: ON_DEMAND}}
    cloudwatch_log_groups: {app: {subscriptions: {all: {to: kinesis_firehose_delivery_streams.logs}}}}
    kinesis_firehose_delivery_streams:
      logs: {s3_bucket: own}
      events: {source: kinesis_streams.events, s3_bucket: own}
"""


def test_streams_of_other_records_may_stay() -> None:
    """What no log group hands on is the application's own data."""
    expect(CHECK, MODEL, (9, 25, "these logs stay in the account"))


def test_accounts_without_an_environment_are_not_judged() -> None:
    """A log archive keeps its own logs, where else."""
    expect(CHECK, MODEL.replace("    environment: production\n", ""))
