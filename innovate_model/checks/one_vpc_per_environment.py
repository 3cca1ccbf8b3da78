"""An environment has one VPC in a region.

Design document §3.1: "One VPC per environment (Dev/Staging/Prod)". A second one splits the environment's routes,
rules and endpoints in two, each with its own border to guard:
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/plan-your-network-topology.html

PASS:
    accounts:
      dev: {account_id: "111111111111", environment: dev, vpcs: {main: {cidr_block: 10.0.0.0/16}}}
      production:
        account_id: "222222222222"
        environment: production
        vpcs: {main: {cidr_block: 10.1.0.0/16}, recovery: {cidr_block: 10.2.0.0/16, region: us-west-2}}
FAIL:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
        vpcs: {main: {cidr_block: 10.0.0.0/16}, second: {cidr_block: 10.1.0.0/16}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.vpc import Vpc

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "3.1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for every VPC after the first of its environment and region."""
    first: dict[tuple[str, str], Vpc] = {}
    for vpc in graph.model.of(Vpc):
        environment = environment_of(graph, vpc)
        known = first.setdefault((environment, vpc.region), vpc)
        if environment and known is not vpc:
            message = f"{environment} has a second VPC in {vpc.region}"
            related = Related(f"{known.address} is its first", at(known.address))
            yield Complaint(at(vpc.address), message, "merge the two, or give one an account of its own", (related,))
