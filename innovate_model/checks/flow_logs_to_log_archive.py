"""Every VPC sends its flow logs, of all traffic, to a central account.

Design document §3.2: "VPC Flow Logs to centralized logging account". Whoever takes over the account of a VPC must not
find the record of it there, and what was refused tells as much as what was accepted:
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html

A central account is another one than the VPC's, and serves no environment itself.

PASS:
    accounts:
      logs: {account_id: "111111111111", s3_buckets: {flow-logs: {}}}
      dev:
        account_id: "222222222222"
        vpcs:
          main: {cidr_block: 10.0.0.0/16, flow_logs: {all: {to: accounts.logs.s3_buckets.flow-logs}}}
FAIL:
    accounts:
      dev: {account_id: "222222222222", vpcs: {main: {cidr_block: 10.0.0.0/16}}}
FAIL:
    accounts:
      dev:
        account_id: "222222222222"
        s3_buckets: {flow-logs: {}}
        vpcs: {main: {cidr_block: 10.0.0.0/16, flow_logs: {all: {to: s3_buckets.flow-logs}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import account_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.flow_log import FlowLog
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.vpc import Vpc

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each VPC without a flow log, or for what keeps those that it has from being complete and
    central."""
    logs: dict[str, list[FlowLog]] = {}
    for log in graph.model.of(FlowLog):
        logs.setdefault(log.parent, []).append(log)
    for vpc in graph.model.of(Vpc):
        own = logs.get(vpc.address, [])
        if not own:
            mend = "flow_logs: {all: {to: a bucket of the log archive}}"
            yield Complaint(at(vpc.address, "flow_logs"), "nothing records the traffic of this VPC", mend)
            continue
        problems = [complaint for log in own for complaint in _problems(graph, log)]
        if len({complaint.path[:-1] for complaint in problems}) == len(own):  # none of them is as it should be
            yield from problems


def _problems(graph: Graph, log: FlowLog) -> Iterator[Complaint]:
    bucket = graph.model.get(log.to, S3Bucket)
    home, target = account_of(graph, log), account_of(graph, bucket) if bucket is not None else None
    if log.traffic_type != "ALL":
        message = f"this flow log leaves out what is not {log.traffic_type}"
        yield Complaint(at(log.address, "traffic_type"), message, "traffic_type: ALL")
    if target is not None and target is home:
        message = "the record of this VPC stays in the account that it watches"
        yield Complaint(at(log.address, "to"), message, "name a bucket of the log archive account")
    elif target is not None and target.environment is not None:
        message = f"the record of this VPC goes to the {target.environment} account, which is not central"
        yield Complaint(at(log.address, "to"), message, "name a bucket of the log archive account")
