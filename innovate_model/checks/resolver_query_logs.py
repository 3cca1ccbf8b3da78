"""The DNS queries of every environment's VPCs are recorded in a central account.

Design document §3.2: "Route 53 resolver query logs". A query is often the first that is seen of malware, and the record
of it must lie where an intruder in the account cannot get at it. A VPC of another account can use a configuration
only when AWS RAM shares it with that account:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logging-configurations-managing-sharing.html

Judged: VPCs in accounts that serve an environment, where there is a configuration or the management account is named.
A central account is another one than the VPC's, and serves no environment itself.

PASS:
    accounts:
      logs:
        account_id: "111111111111"
        s3_buckets: {dns: {}}
        resolver_query_log_configs: {all: {to: dns, vpcs: accounts.dev.vpcs.main}}
        resource_shares: {dns: {resources: resolver_query_log_configs.all, principals: accounts.dev}}
      dev:
        account_id: "222222222222"
        environment: dev
        vpcs: {main: {cidr_block: 10.0.0.0/16}}
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      dev: {account_id: "222222222222", environment: dev, vpcs: {main: {cidr_block: 10.0.0.0/16}}}
FAIL:
    accounts:
      logs:
        account_id: "111111111111"
        s3_buckets: {dns: {}}
        resolver_query_log_configs: {all: {to: dns, vpcs: accounts.dev.vpcs.main}}
      dev: {account_id: "222222222222", environment: dev, vpcs: {main: {cidr_block: 10.0.0.0/16}}}
FAIL:
    accounts:
      dev:
        account_id: "222222222222"
        environment: dev
        s3_buckets: {dns: {}}
        vpcs: {main: {cidr_block: 10.0.0.0/16}}
        resolver_query_log_configs: {all: {to: dns, vpcs: vpcs.main}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import account_of, in_environment
from innovate_model.analyses.guardrails import chain_above
from innovate_model.analyses.oversight import whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.ram_resource_share import RamResourceShare
from innovate_model.resources.route53_resolver_query_log_config import Route53ResolverQueryLogConfig
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.vpc import Vpc

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each VPC whose queries nothing records, or records in the wrong place, or whose account may
    not use the configuration."""
    configs = list(graph.model.of(Route53ResolverQueryLogConfig))
    if not configs and whole_organization(graph) is None:
        return
    of_vpc = {vpc: config for config in configs for vpc in config.vpcs}
    shared = _shared(graph)
    for vpc in in_environment(graph, Vpc, "dev", "staging", "production"):
        config, account = of_vpc.get(vpc.address), account_of(graph, vpc)
        if config is None or account is None:
            mend = f"add {vpc.address} to the vpcs of a resolver_query_log_config"
            yield Complaint(at(vpc.address), "nothing records the DNS queries of this VPC", mend)
            continue
        bucket = graph.model.get(config.to, S3Bucket)
        target = account_of(graph, bucket) if bucket is not None else None
        if target is not None and (target is account or target.environment is not None):
            message = f"the record of the DNS queries goes to {target.address}, which is not central"
            yield Complaint(at(config.address, "to"), message, "name a bucket of the log archive account")
        borrowers = shared.get(config.address, set())
        if config.parent != account.address and borrowers.isdisjoint(chain_above(graph, account)):
            message = f"the configuration is not shared with {account.address}, whose VPC cannot use it"
            mend = f"resource_shares: {{dns: {{resources: it, principals: {account.address}}}}} in {config.parent}"
            yield Complaint(at(config.address, "vpcs"), message, mend)


def _shared(graph: Graph) -> dict[str, set[str]]:
    """What is shared -> with whom: accounts, units, the organisation."""
    found: dict[str, set[str]] = {}
    for share in graph.model.of(RamResourceShare):
        for resource in share.resources:
            found.setdefault(resource, set()).update(share.principals)
    return found
