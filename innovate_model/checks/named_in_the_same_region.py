"""A key, a regional web ACL and a query log configuration stand in the region of what uses them.

Design document §10: "Introduce multi-region active-active". AWS takes no key, web ACL or configuration of another
region; what is named across regions exists on paper only. A multi-Region key is taken wherever it is named: its replica
there is the same key:
https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-query-logs.html

Buckets are not judged: what a bucket in another region may be used for differs from service to service.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {west: {region: us-west-2}}
        vpcs:
          main:
            region: us-west-2
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app, kms_key: west}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {east: {}}
        vpcs:
          main:
            region: us-west-2
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.34, subnets: app, kms_key: east}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        web_acls: {api: {scope: REGIONAL, managed_rule_groups: [AWSManagedRulesCommonRuleSet]}}
        vpcs:
          main:
            region: us-west-2
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: public, web_acl: api}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {logs: {}}
        resolver_query_log_configs: {all: {to: logs, vpcs: vpcs.main}}
        vpcs: {main: {region: us-west-2, cidr_block: 10.0.0.0/16}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar
from innovate_model.edge import Edge, Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.kms_key import KmsKey
from innovate_model.resources.route53_resolver_query_log_config import Route53ResolverQueryLogConfig
from innovate_model.resources.wafv2_web_acl import Wafv2WebAcl
from innovate_model.span import at

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "10"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each that is named across regions."""
    for key in graph.model.of(KmsKey):
        if not key.multi_region:
            yield from _apart(graph, graph.into(key.address, Relation.ENCRYPTED_BY))
    for acl in graph.model.of(Wafv2WebAcl):
        if acl.scope == "REGIONAL":
            yield from _apart(graph, graph.into(acl.address, Relation.ASSOCIATED_WITH))
    for config in graph.model.of(Route53ResolverQueryLogConfig):
        yield from _apart(graph, graph.out(config.address, Relation.WATCHES))


def _apart(graph: Graph, edges: Iterator[Edge]) -> Iterator[Complaint]:
    for edge in edges:
        ends = [graph.model[address] for address in (edge.source, edge.target)]
        here, there = (graph.model.region_of(end) for end in ends)
        if here and there and here != there:
            message = f"{ends[0].name} is in {here}, and {ends[1].name} in {there}"
            related = (Related("the other one", at(edge.target)),)
            mend = f"name one in {here}: its `region` says where it stands"
            yield Complaint(at(edge.source, *edge.path), message, mend, related)
