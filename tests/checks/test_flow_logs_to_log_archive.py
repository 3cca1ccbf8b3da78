"""Flow logs: complete and central."""

from .support import Planted, expect

CHECK = "flow-logs-to-log-archive"
PLANTED = Planted("accounts.production.vpcs.main.flow_logs.all.traffic_type", "REJECT")


def test_half_the_traffic() -> None:
    """What was refused must be recorded too."""
    expect(
        CHECK,
        """\
accounts:
  logs: {account_id: "111111111111", s3_buckets: {flow-logs: {}}}
  dev:
    account_id: "222222222222"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        flow_logs: {accepted: {traffic_type: ACCEPT, to: accounts.logs.s3_buckets.flow-logs}}
""",
        (8, 46, "not ACCEPT"),
    )


def test_another_environment() -> None:
    """The account of another environment is not central."""
    expect(
        CHECK,
        """\
accounts:
  staging: {account_id: "111111111111", environment: staging, s3_buckets: {flow-logs: {}}}
  logs: {account_id: "333333333333", s3_buckets: {flow-logs: {}}}
  dev:
    account_id: "222222222222"
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        flow_logs: {all: {to: accounts.staging.s3_buckets.flow-logs}}
      other:
        cidr_block: 10.1.0.0/16
        flow_logs: {all: {to: accounts.logs.s3_buckets.flow-logs}}
""",
        (9, 31, "staging account"),
    )


def test_one_of_two() -> None:
    """A second log, for the team itself, does no harm."""
    expect(
        CHECK,
        """\
accounts:
  logs: {account_id: "111111111111", s3_buckets: {flow-logs: {}}}
  dev:
    account_id: "222222222222"
    s3_buckets: {rejects: {}}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        flow_logs:
          all: {to: accounts.logs.s3_buckets.flow-logs}
          rejects: {traffic_type: REJECT, to: s3_buckets.rejects}
""",
    )
