"""What workloads log is handed on to Firehose, which delivers it to S3 or OpenSearch.

Design document §8: "Fluent Bit -> CloudWatch Logs -> Kinesis Firehose -> S3/Opensearch for analytics" (the service has
been called Amazon Data Firehose since 2024). A log group hands nothing on without a subscription:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html

Log groups that nothing in a cluster writes to are not judged. A Kinesis stream on the way will do, when Firehose reads
it.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {logs: {}}
        kinesis_firehose_delivery_streams: {logs: {s3_bucket: logs}}
        cloudwatch_log_groups: {app: {subscriptions: {all: {to: kinesis_firehose_delivery_streams.logs}}}}
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
                        sends_to: {logs: cloudwatch_log_groups.app}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        cloudwatch_log_groups: {app: {}}
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
                        sends_to: {logs: cloudwatch_log_groups.app}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.signals import sent
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "8"
LOG_GROUP = "cloudwatch_log_group"
FIREHOSE = "kinesis_firehose_delivery_stream"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each log group of workloads from which nothing comes to Firehose, at its first writer's."""
    written: dict[str, str] = {}
    for _, edge in sent(graph):
        if graph.model[edge.target].kind == LOG_GROUP:
            written.setdefault(edge.target, edge.source)
    for group, writer in written.items():
        if not _reaches_firehose(graph, group):
            related = Related("which writes to it", at(writer, "sends_to"))
            mend = "subscriptions: {archive: {to: kinesis_firehose_delivery_streams.NAME}}"
            message = "what workloads log here is handed on to no Firehose stream"
            yield Complaint(at(group, "subscriptions"), message, mend, (related,))


def _reaches_firehose(graph: Graph, group: str) -> bool:
    for target in graph.targets(group, Relation.SENDS_TO):
        readers = (target, *graph.sources(target, Relation.READS))
        if any(graph.model[reader].kind == FIREHOSE for reader in readers):
            return True
    return False
