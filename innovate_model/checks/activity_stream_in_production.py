"""What is done in a production database is streamed to Kinesis, and somebody keeps it.

Design document §6: "Database activity streams shipped to Kinesis for auditing". Aurora makes the Kinesis stream by
itself, which forgets its records, so Firehose or another consumer must read it:
https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Overview.html

PASS:
    accounts:
      p:
        account_id: "111111111111"
        environment: production
        kms_keys: {aurora: {}}
        s3_buckets: {activity: {}}
        kinesis_firehose_delivery_streams:
          activity: {source: vpcs.main.aurora_clusters.main, s3_bucket: activity}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                activity_stream: {mode: async, kms_key: aurora}
FAIL:
    accounts:
      p:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: yes}
FAIL:
    accounts:
      p:
        account_id: "111111111111"
        environment: production
        kms_keys: {aurora: {}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                activity_stream: {mode: async, kms_key: aurora}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "6"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each production cluster without a stream, or whose stream nobody reads."""
    for cluster in in_environment(graph, AuroraCluster, "production"):
        path = at(cluster.address, "activity_stream")
        if cluster.activity_stream is None:
            mend = "activity_stream: {mode: async, kms_key: the key of the database}"
            yield Complaint(path, "nothing records what is done in this database", mend)
        elif not _is_read(graph, cluster):
            mend = "add a kinesis_firehose_delivery_stream whose source is this cluster"
            yield Complaint(path, "nobody reads this activity stream, and Kinesis forgets it", mend)


def _is_read(graph: Graph, cluster: AuroraCluster) -> bool:
    """Does anything name the cluster as its source? A role that may connect to the database reads no stream."""
    readers = (graph.model[source] for source in graph.sources(cluster.address, Relation.READS))
    return any(reader.kind == "kinesis_firehose_delivery_stream" for reader in readers)
