"""Of every program's pods one fits onto an empty node of one of its groups.

Design document §4.2: "Horizontal Pod Autoscaler (HPA)", whose pods must have a place. The scheduler places a pod
where its requests fit into what a node has left of what it may give out (all, less what the kubelet keeps for itself
and what agents take); a pod that is larger than every node waits for ever, and an autoscaler starts none for it:
https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md

Where the size of an instance type is not known, nothing is said.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 500m, memory: 512Mi}, node_groups: general}
PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large, m6i.2xlarge]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 4, memory: 512Mi}, node_groups: general}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 500, memory: 512Mi}, node_groups: general}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    deployments:
                      api: {replicas: {min: 2, max: 4}, requests: {cpu: 500m, memory: 8Gi}, node_groups: general}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.capacity.nodes import too_small_for
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "4.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each deployment of which no pod can run."""
    for program in graph.model.of(Deployment):
        types = too_small_for(graph, program)
        if not types:
            continue
        asked = program.requests
        written = " and ".join(
            f"{key} {amount}" for key, amount in (("cpu", asked.cpu), ("memory", asked.memory)) if amount
        )
        message = f"no pod fits onto an empty {' or '.join(types)}: it requests {written}"
        related = tuple(
            Related("a group that it runs on", at(group, "instance_types")) for group in program.node_groups
        )
        yield Complaint(
            at(program.address, "requests"), message, "larger `instance_types`, or smaller `requests`", related
        )
