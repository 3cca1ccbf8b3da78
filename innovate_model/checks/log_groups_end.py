"""A log group says how long it keeps its events, and has a key of the customer's.

Design document §8 keeps logs in S3 for the long run, and §1 says that they may be about sensitive user data. A log
group without a retention keeps everything for ever, at a price:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {logs: {}}
        cloudwatch_log_groups: {app: {retention_in_days: 30, kms_key: logs}}
FAIL:
    accounts:
      a: {account_id: "111111111111", kms_keys: {logs: {}}, cloudwatch_log_groups: {app: {kms_key: logs}}}
FAIL:
    accounts:
      a: {account_id: "111111111111", cloudwatch_log_groups: {app: {retention_in_days: 30}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudwatch_log_group import CloudwatchLogGroup

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "8"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each group that keeps for ever, and one for each without a key."""
    for group in graph.model.of(CloudwatchLogGroup):
        if group.retention_in_days is None:
            path = at(group.address, "retention_in_days")
            yield Complaint(path, "this log group keeps its events for ever", "retention_in_days: 30")
        if group.kms_key is None:
            path = at(group.address, "kms_key")
            yield Complaint(path, "this log group has no key of the customer's", "kms_key: a key of this account")
