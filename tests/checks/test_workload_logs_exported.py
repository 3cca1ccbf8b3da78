"""Logs on their way to Firehose."""

from .support import Planted, expect

CHECK = "workload-logs-exported"
PLANTED = Planted("accounts.production.cloudwatch_log_groups.workloads.subscriptions", "null")


def test_a_kinesis_stream_on_the_way() -> None:
    """It will do where Firehose reads it, and not otherwise; a log group that no cluster writes to is not asked."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    s3_buckets: {logs: {}}
    kinesis_streams: {read: {shard_count: 1}, forgotten: {shard_count: 1}}
    kinesis_firehose_delivery_streams: {logs: {source: kinesis_streams.read, s3_bucket: logs}}
    cloudwatch_log_groups:
      good: {subscriptions: {all: {to: kinesis_streams.read}}}
      bad: {subscriptions: {all: {to: kinesis_streams.forgotten}}}
      other: {}
    vpcs:
      main:
        cidr_block: 10.0.0.0/16
        availability_zones: [a, b]
        subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        eks_clusters:
          main:
            version: 1.34
            subnets: app
            node_groups:
              general:
                instance_types: [m6i.large]
                scaling_config: {min_size: 2, desired_size: 2, max_size: 2}
                subnets: app
            namespaces:
              api:
                deployments:
                  fluent-bit:
                    replicas: {min: 2, max: 2}
                    requests: {}
                    node_groups: general
                    sends_to: {logs: cloudwatch_log_groups.good, more: cloudwatch_log_groups.bad}
""",
        (9, 13, "handed on to no Firehose stream"),
    )
