"""Who writes into a bucket, and how much: logs, streams, and the files of jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from innovate_model.analyses.capacity.limits.recording import gb_of_flows, gb_of_queries
from innovate_model.analyses.capacity.limits.telemetry import gb_streamed
from innovate_model.analyses.capacity.load import DAYS_OF_A_MONTH, KB_OF_A_GB, NotKnown
from innovate_model.analyses.capacity.numbers import Numbers, largest
from innovate_model.analyses.capacity.plant import Plant, a_month, gb
from innovate_model.edge import Relation
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.flow_log import FlowLog
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream
from innovate_model.resources.lb import Lb
from innovate_model.resources.route53_resolver_query_log_config import Route53ResolverQueryLogConfig

_HOURS_OF_A_MONTH = DAYS_OF_A_MONTH * 24
_FILES_AN_HOUR = 12
"""Flow logs and load balancers write a file every five minutes at least, the latter one for each of their nodes.
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-path.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html"""
_KB_OF_A_BUFFER = 5 * 1024
"""What Firehose collects before it writes an object, unless its interval ends before.
https://docs.aws.amazon.com/firehose/latest/dev/create-destination.html"""


class Written(NamedTuple):
    """What a writer adds to a bucket in a month: GB, objects, and what that is."""

    gb: Numbers
    objects: Numbers
    what: str


def written(bucket: str, plant: Plant) -> list[Written]:
    """What each writer adds that the demand decides."""
    return plant.once(("written", bucket), lambda: _written(bucket, plant))


def _written(bucket: str, plant: Plant) -> list[Written]:
    found = (_WRITERS[writer.kind](writer, plant) for writer in _writers(bucket, plant) if writer.kind in _WRITERS)
    return [each for each in found if each is not None]


def _writers(bucket: str, plant: Plant) -> Iterator[Any]:
    for relation in (Relation.LOGS_TO, Relation.SENDS_TO, Relation.CONNECTS_TO):
        for address in plant.graph.sources(bucket, relation):
            yield plant.graph.model.resources[address]


def _by_edge(writer: CloudfrontDistribution, plant: Plant) -> Written | None:
    if not plant.is_reached(writer.address):
        return None
    files = plant.load.of("edge_log_files_per_hour") * _HOURS_OF_A_MONTH
    return Written(_access_log(writer.address, plant), files, "access logs")


def _by_balancer(writer: Lb, plant: Plant) -> Written | None:
    """A node in each zone at least."""
    if not plant.is_reached(writer.address):
        return None
    files = float(len(writer.subnets) * _FILES_AN_HOUR * _HOURS_OF_A_MONTH)
    return Written(_access_log(writer.address, plant), files, "access logs")


def _access_log(address: str, plant: Plant) -> Numbers:
    kb = plant.rate(address) * plant.load.of("access_log_kb_per_request") * plant.load.of("log_compression")
    return gb(a_month(kb))


def _by_flow_log(writer: FlowLog, plant: Plant) -> Written | None:
    delivered = gb_of_flows(writer, plant)
    if delivered is None:
        return None
    kept = delivered.quantity * plant.load.of("log_compression")
    return Written(kept, float(_FILES_AN_HOUR * _HOURS_OF_A_MONTH), "flow logs")


def _by_resolver(writer: Route53ResolverQueryLogConfig, plant: Plant) -> Written | None:
    """How often it writes AWS does not say: no objects are counted."""
    delivered = gb_of_queries(writer, plant)
    return None if delivered is None else Written(delivered.quantity * plant.load.of("log_compression"), 0.0, "queries")


def _by_stream(writer: KinesisFirehoseDeliveryStream, plant: Plant) -> Written | None:
    """All that it gets, or nothing where the bucket is for what OpenSearch does not take."""
    if writer.opensearch_domain is not None and writer.s3_backup_mode != "AllDocuments":
        return None
    delivered = gb_streamed(writer, plant)
    if delivered is None:
        return None
    if not writer.buffering_seconds:
        raise NotKnown("how many objects a stream writes that collects nothing is not known here")
    by_time = _HOURS_OF_A_MONTH * 3600 / writer.buffering_seconds
    by_size = delivered.quantity * KB_OF_A_GB / _KB_OF_A_BUFFER
    return Written(delivered.quantity, largest(by_time, by_size), "streams")


def _by_program(writer: Deployment, plant: Plant) -> Written | None:
    """A file of each job."""
    if not plant.shares(writer.address).jobs:
        return None
    rate = plant.job_rate(writer.address)
    return Written(gb(a_month(rate * plant.load.of("kb_per_job_file"))), a_month(rate), "files of jobs")


_WRITERS: Mapping[str, Callable[[Any, Plant], Written | None]] = {
    "cloudfront_distribution": _by_edge,
    "deployment": _by_program,
    "flow_log": _by_flow_log,
    "kinesis_firehose_delivery_stream": _by_stream,
    "lb": _by_balancer,
    "route53_resolver_query_log_config": _by_resolver,
}
