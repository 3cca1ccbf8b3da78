"""AWS Config records every account, and one place brings the records together.

Design document §2: the Security account holds "AWS Config" and "enforces detective controls". An aggregator only reads
what recorders wrote: each account needs one of its own, of all types of resources, those of IAM among them, and what it
writes leaves the environment that it is about, whose intruders could delete it:
https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html
https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html

IAM is global: one recorder of an account is enough for it (`include_global_resource_types`).

Judged where there is a recorder or an aggregator, or an organisation whose management account is named.

PASS:
    accounts:
      security:
        account_id: "222222222222"
        s3_buckets: {history: {}}
        config_recorders: {main: {to: history, include_global_resource_types: yes}}
        config_aggregators: {all: {whole_organization: yes}}
      production:
        account_id: "333333333333"
        environment: production
        config_recorders: {main: {to: accounts.security.s3_buckets.history, include_global_resource_types: yes}}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production: {account_id: "333333333333", environment: production}
FAIL:
    accounts:
      security:
        account_id: "222222222222"
        s3_buckets: {history: {}}
        config_recorders: {main: {to: history}}
        config_aggregators: {all: {whole_organization: yes}}
      production: {account_id: "333333333333"}
FAIL:
    accounts:
      production:
        account_id: "333333333333"
        s3_buckets: {history: {}}
        config_recorders: {main: {to: history, all_supported: no, resource_types: ["AWS::S3::Bucket"]}}
FAIL:
    accounts:
      security:
        account_id: "222222222222"
        s3_buckets: {history: {}}
        config_recorders: {main: {to: history}}
      production:
        account_id: "333333333333"
        config_recorders: {main: {to: accounts.security.s3_buckets.history}}
FAIL:
    accounts:
      dev: {account_id: "222222222222", environment: dev, s3_buckets: {history: {}}}
      production:
        account_id: "333333333333"
        environment: production
        config_recorders: {main: {to: accounts.dev.s3_buckets.history, include_global_resource_types: yes}}
FAIL:
    accounts:
      tools:
        account_id: "333333333333"
        s3_buckets: {history: {}}
        config_recorders: {main: {to: history}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import kept_by_an_environment
from innovate_model.analyses.oversight import unwatched, watched, whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.config_aggregator import ConfigAggregator
from innovate_model.resources.config_recorder import ConfigRecorder

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account without a recorder or whose IAM none records, for each recorder that leaves types
    out or writes into an environment, and for records that nothing brings together."""
    recorders, aggregators = list(graph.model.of(ConfigRecorder)), list(graph.model.of(ConfigAggregator))
    if not recorders and not aggregators and whole_organization(graph) is None:
        return
    for account in unwatched(graph, ConfigRecorder):
        mend = "config_recorders: {main: {to: a bucket of the log archive}}"
        yield Complaint(at(account.address, "config_recorders"), "AWS Config does not record this account", mend)
    for recorder in recorders:
        if not recorder.all_supported:
            message = "this recorder leaves out types of resources"
            yield Complaint(at(recorder.address, "all_supported"), message, "all_supported: yes")
        kept = kept_by_an_environment(graph, recorder, recorder.to, "these records")
        if kept:
            yield Complaint(at(recorder.address, "to"), kept, "a bucket of the log archive")
    yield from _without_iam(recorders)
    apart = {recorder.parent for recorder in recorders} - watched(graph, aggregators)
    if len(recorders) > 1 and apart:
        first = aggregators[0] if aggregators else None
        place = at(first.address, "accounts") if first else at("organization")
        message = f"nothing brings what AWS Config records in {', '.join(sorted(apart))} together"
        yield Complaint(place, message, "config_aggregators: {all: {whole_organization: yes}} in the security account")


def _without_iam(recorders: list[ConfigRecorder]) -> Iterator[Complaint]:
    first: dict[str, ConfigRecorder] = {}
    for recorder in recorders:
        first.setdefault(recorder.parent, recorder)
    for each in recorders:
        if each.include_global_resource_types:
            first.pop(each.parent, None)
    for recorder in first.values():
        message = "nothing records the users, groups, roles and policies of this account"
        path = at(recorder.address, "include_global_resource_types")
        yield Complaint(path, message, "include_global_resource_types: yes")
