"""An ingress sends each path to a target group of its own load balancer in which pods of its cluster stand.

Design document §5: "API traffic routed through ALB to EKS Ingress Controller". The controller registers pods with the
target groups of the load balancer that it configures; an empty group answers every request with 503, and requests to a
group of another load balancer never arrive:
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs:
              api:
                type: application
                internal: yes
                subnets: app
                target_groups:
                  api:
                    port: 8080
                    protocol: HTTP
                    target_type: ip
                    targets: eks_clusters.main.namespaces.api.deployments.api
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                    subnets: app
                namespaces:
                  api:
                    ingresses: {api: {ingress_class: alb, lb: lbs.api, paths: {/: lbs.api.target_groups.api}}}
                    deployments:
                      api: {replicas: {min: 1, max: 1}, requests: {}, node_groups: all, ports: {http: tcp/8080}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs:
              api:
                type: application
                internal: yes
                subnets: app
                target_groups:
                  api:
                    port: 8080
                    protocol: HTTP
                    target_type: ip
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                node_groups:
                  all:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 1, desired_size: 1, max_size: 1}
                    subnets: app
                namespaces:
                  api:
                    ingresses: {api: {ingress_class: alb, lb: lbs.api, paths: {/: lbs.api.target_groups.api}}}
                    deployments:
                      api: {replicas: {min: 1, max: 1}, requests: {}, node_groups: all, ports: {http: tcp/8080}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.ingress import Ingress
from innovate_model.resources.target_group import TargetGroup

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each path that leads nowhere."""
    for ingress in graph.model.of(Ingress):
        for path, address in ingress.paths.items():
            group = graph.model.get(address, TargetGroup)
            if group is None:
                continue  # it was faulty, which is a finding already
            problem, mend = _problem(graph, ingress, group)
            if problem:
                related = (Related("the target group", at(address)),)
                yield Complaint(at(ingress.address, "paths", path), problem, mend, related)


def _problem(graph: Graph, ingress: Ingress, group: TargetGroup) -> tuple[str, str]:
    """(what is wrong, what would mend it); "" where nothing is."""
    if group.parent != ingress.lb:
        return "this target group is another load balancer's", f"name one of {ingress.lb}"
    cluster = ingress.within("eks_clusters")
    pods = [graph.model.get(target, Deployment) for target in group.targets]
    if not any(each is not None and each.within("eks_clusters") == cluster for each in pods):
        return "no pods of this cluster are in the target group", f"targets: a deployment, at {group.address}"
    return "", ""
