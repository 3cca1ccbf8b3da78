"""Logs that Firehose delivers go to a bucket of an account that serves no environment, as flow logs do.

Design document §2: "Aggregates findings from all member accounts", §8: "Kinesis Firehose -> S3/Opensearch for
analytics". Whoever takes over an account can delete what is kept in it; what another account holds, he cannot:
https://docs.aws.amazon.com/prescriptive-guidance/latest/security-reference-architecture/log-archive.html

An account that serves an environment is no archive for another: its people work there, and its intruders.

Judged are the streams that log groups of an environment's account hand their records to. What OpenSearch indexes
besides may stay in the account.

PASS:
    accounts:
      logs: {account_id: "222222222222", s3_buckets: {all: {}}}
      a:
        account_id: "111111111111"
        environment: production
        s3_buckets: {own: {}}
        cloudwatch_log_groups: {app: {subscriptions: {all: {to: kinesis_firehose_delivery_streams.logs}}}}
        kinesis_firehose_delivery_streams: {logs: {s3_bucket: accounts.logs.s3_buckets.all}}
        vpcs: {main: {cidr_block: 10.0.0.0/16, flow_logs: {all: {to: accounts.logs.s3_buckets.all}}}}
FAIL:
    accounts:
      logs: {account_id: "222222222222", s3_buckets: {all: {}}}
      a:
        account_id: "111111111111"
        environment: production
        s3_buckets: {own: {}}
        cloudwatch_log_groups: {app: {subscriptions: {all: {to: kinesis_firehose_delivery_streams.logs}}}}
        kinesis_firehose_delivery_streams: {logs: {s3_bucket: own}}
        vpcs: {main: {cidr_block: 10.0.0.0/16, flow_logs: {all: {to: accounts.logs.s3_buckets.all}}}}
FAIL:
    accounts:
      dev: {account_id: "222222222222", environment: dev, s3_buckets: {all: {}}}
      a:
        account_id: "111111111111"
        environment: production
        cloudwatch_log_groups: {app: {subscriptions: {all: {to: kinesis_firehose_delivery_streams.logs}}}}
        kinesis_firehose_delivery_streams: {logs: {s3_bucket: accounts.dev.s3_buckets.all}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import kept_by_an_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudwatch_log_group import CloudwatchLogGroup
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "8"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each stream whose bucket stands in its own account or in that of an environment."""
    for stream in graph.model.of(KinesisFirehoseDeliveryStream):
        message = kept_by_an_environment(graph, stream, stream.s3_bucket, "these logs")
        if not message:
            continue
        sources = graph.sources(stream.address, Relation.SENDS_TO)
        groups = [group for group in sources if graph.model.get(group, CloudwatchLogGroup) is not None]
        if groups:
            related = tuple(Related("what it carries", at(group)) for group in groups)
            yield Complaint(at(stream.address, "s3_bucket"), message, "a bucket of the log archive", related)
