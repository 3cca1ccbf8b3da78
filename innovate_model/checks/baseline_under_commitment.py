"""A commitment covers the nodes that production never goes without.

Design document §9: "Use Savings Plans/Reserved Instances for baseline node groups; spot for non-critical workloads".
What runs all year is cheaper when it is promised for a year. A Compute Savings Plan follows a change of instance
family, of size and of Region, which a Reserved Instance does not:
https://aws.amazon.com/savingsplans/faqs

Baseline are the on-demand node groups of production whose `min_size` is not 0. Judged where there is a commitment, or
an organisation whose management account is named; a new workload may wait until its baseline is known.

PASS:
    accounts:
      production:
        account_id: "333333333333"
        environment: production
        savings_plans:
          base:
            plan_type: COMPUTE
            commitment_usd_per_hour: 0.1
            term_years: 1
            payment_option: NO_UPFRONT
            covers: vpcs.main.eks_clusters.k8s.node_groups.nodes
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              k8s:
                version: 1.35
                subnets: app
                node_groups:
                  nodes:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
FAIL:
    organization: {title: Example, region: us-east-1, management_account: payer}
    accounts:
      payer: {account_id: "111111111111"}
      production:
        account_id: "333333333333"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              k8s:
                version: 1.35
                subnets: app
                node_groups:
                  nodes:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.analyses.oversight import whole_organization
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.reservation import Reservation
from innovate_model.resources.savings_plan import SavingsPlan

SEVERITY = Severity.NOTE
PILLAR: Pillar = "cost optimization"
SECTION = "9"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each baseline node group that no commitment covers."""
    commitments: list[SavingsPlan | Reservation] = [*graph.model.of(SavingsPlan), *graph.model.of(Reservation)]
    if not commitments and whole_organization(graph) is None:
        return
    covered = {address for commitment in commitments for address in commitment.covers}
    for group in in_environment(graph, EksNodeGroup, "production"):
        is_baseline = group.capacity_type != "SPOT" and group.scaling_config.min_size > 0
        if is_baseline and group.address not in covered:
            message = f"{group.scaling_config.min_size} nodes run all year at on-demand rates"
            mend = "name it in the `covers` of a savings_plan, and size that for it"
            yield Complaint(at(group.address, "scaling_config"), message, mend)
