"""What a listener forwards to has targets, and these listen on the port of the target group.

A load balancer answers requests to a group without targets with 503, and those to targets that do not listen with 502
or 504: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html

Ports are judged where the model says on which ones something listens: the `ports` of a deployment whose pods are the
targets (`target_type: ip`), and the listeners of a load balancer. Of a deployment without `ports`, of instances, of
node groups and of network interfaces nobody says it.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 4}}
            lbs:
              api:
                type: application
                internal: yes
                subnets: app
                listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
                target_groups:
                  api:
                    port: 8080
                    protocol: HTTP
                    target_type: ip
                    targets: eks_clusters.main.namespaces.api.deployments.api
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
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m}
                        node_groups: general
                        ports: {http: tcp/8080}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 4}}
            lbs:
              api:
                type: application
                internal: yes
                subnets: app
                listeners: {http: {port: 80, protocol: HTTP, forward_to: api}}
                target_groups: {api: {port: 8080, protocol: HTTP, target_type: ip}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 4}}
            lbs:
              front:
                type: network
                internal: yes
                subnets: app
                listeners: {http: {port: 80, protocol: TCP, forward_to: api}}
                target_groups: {api: {port: 80, protocol: TCP, target_type: alb, targets: lbs.api}}
              api:
                type: application
                internal: yes
                subnets: app
                listeners: {https: {port: 443, protocol: HTTPS, certificate: a.example, redirect_to_https: yes}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.listening import listening_ports
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.listener import Listener
from innovate_model.resources.target_group import TargetGroup, transports_of

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each group without targets, and for each target that does not listen."""
    by_group: dict[str, Listener] = {}
    for listener in graph.model.of(Listener):
        if listener.forward_to is not None:
            by_group.setdefault(listener.forward_to, listener)
    for address, listener in by_group.items():
        group = graph.model.get(address, TargetGroup)
        if group is None:
            continue  # it was faulty, which is a finding already
        if not group.targets:
            related = (Related(f"{listener.address} forwards to it", at(listener.address)),)
            yield Complaint(at(address, "targets"), "nothing takes what comes here", "targets: what does", related)
        yield from _deaf(graph, group)


def _deaf(graph: Graph, group: TargetGroup) -> Iterator[Complaint]:
    """Targets that listen on other ports."""
    for edge in graph.out(group.address, Relation.FORWARDS_TO):
        target = graph.model.resources.get(edge.target)
        is_behind_nodes = isinstance(target, Deployment) and group.target_type != "ip"
        ports = () if target is None or is_behind_nodes else listening_ports(graph, edge.target)
        if ports and not any(
            one.covers(spoken, group.port) for one in ports for spoken in transports_of(group.protocol)
        ):
            shown = ", ".join(dict.fromkeys(map(str, ports)))
            message = f"does not listen on {group.port}, the port of this target group, but on {shown}"
            related = (Related(f"{edge.target} is the target", at(edge.target)),)
            yield Complaint(at(group.address, *edge.path), f"this target {message}", "a port on which it does", related)
