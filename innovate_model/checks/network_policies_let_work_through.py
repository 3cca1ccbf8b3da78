"""Network policies leave open the ports that their pods work with, and none on which nobody listens.

Design document §3.2: "fine-grained policies". A policy that forgets the database, the DNS or the load balancer's port
stops the program as surely as a fault would; one that opens a port on which no pod listens guards nothing:
https://kubernetes.io/docs/concepts/services-networking/network-policies/

Judged are the ports of what a deployment `connects_to` and of the target groups in front of it, whoever the peers of
the rules are. File systems are mounted by the nodes, to whom the policies of pods do not speak.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}

            lbs:
              api:
                type: application
                subnets: app
                internal: yes
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
                    network_policies:
                      default-deny: {policy_types: [Ingress, Egress]}
                      dns: {egress: {dns: {ports: [udp/53, tcp/53]}}}
                      api:
                        pods: deployments.api
                        ingress: {lb: {ports: [tcp/8080], from: {blocks: vpc}}}
                        egress: {db: {ports: [tcp/5432], to: {blocks: subnets.app}}}
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        connects_to: {db: aurora_clusters.main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}

            lbs:
              api:
                type: application
                subnets: app
                internal: yes
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
                    network_policies:
                      default-deny: {policy_types: [Ingress, Egress]}
                      dns: {egress: {dns: {ports: [udp/53, tcp/53]}}}
                      api:
                        pods: deployments.api
                        ingress: {lb: {ports: [tcp/8080], from: {blocks: vpc}}}
                        egress: {db: {ports: [tcp/3306], to: {blocks: subnets.app}}}
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        connects_to: {db: aurora_clusters.main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}

            lbs:
              api:
                type: application
                subnets: app
                internal: yes
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
                    network_policies:
                      default-deny: {policy_types: [Ingress, Egress]}
                      dns: {egress: {dns: {ports: [udp/53, tcp/53]}}}
                      api:
                        pods: deployments.api
                        ingress: {lb: {ports: [tcp/9090], from: {blocks: vpc}}}
                        egress: {db: {ports: [tcp/5432], to: {blocks: subnets.app}}}
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        connects_to: {db: aurora_clusters.main}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: app, storage_encrypted: yes}
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
                    network_policies: {default-deny: {policy_types: [Ingress, Egress]}}
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        connects_to: {db: aurora_clusters.main}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.listening import listening_ports
from innovate_model.analyses.pod_isolation import allows_port, policies_in, policies_of
from innovate_model.analyses.workloads import opened_by, target_groups_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.network_policy import NetworkPolicy

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "3.2"
_DNS = ("udp", 53)


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each connection, each target group and each rule that does not fit."""
    for deployment in graph.model.of(Deployment):
        yield from _egress(graph, deployment)
        yield from _ingress(graph, deployment)
    for policies in policies_in(graph).values():
        for policy in policies:
            yield from _idle(graph, policy)


def _egress(graph: Graph, deployment: Deployment) -> Iterator[Complaint]:
    policies = policies_of(graph, deployment, "Egress")
    if not policies or not deployment.connects_to:
        return
    related = (Related("this policy closes it", at(policies[0].address)),)
    for name, target in deployment.connects_to.items():
        if opened_by(graph, deployment.address, target) != (deployment.address,):
            continue
        ports = listening_ports(graph, target)
        if ports and not any(allows_port(policies, "Egress", each.protocol, each.from_port) for each in ports):
            message = f"connects to {name} on {ports[0]}, which no network policy lets out"
            mend = f"egress: {{{name}: {{ports: [{ports[0]}], to: {{...}}}}}}"
            yield Complaint(at(deployment.address, "connects_to", name), message, mend, related)
    if not allows_port(policies, "Egress", *_DNS):
        message = "connects to others by their names, and no network policy lets it ask for them (udp/53)"
        mend = "egress: {dns: {ports: [udp/53, tcp/53], to: {pods: deployments.coredns}}}"
        yield Complaint(at(deployment.address, "connects_to"), message, mend, related)


def _ingress(graph: Graph, deployment: Deployment) -> Iterator[Complaint]:
    policies = policies_of(graph, deployment, "Ingress")
    for group in target_groups_of(graph, deployment) if policies else ():
        protocol = "udp" if group.protocol == "UDP" else "tcp"
        if not allows_port(policies, "Ingress", protocol, group.port):
            message = f"takes requests on {protocol}/{group.port}, which no network policy lets in"
            related = (
                Related("a load balancer sends them", at(group.address, "port")),
                Related("this policy closes it", at(policies[0].address)),
            )
            mend = f"ingress: {{lb: {{ports: [{protocol}/{group.port}], from: {{blocks: subnets.NAME}}}}}}"
            yield Complaint(at(deployment.address), message, mend, related)


def _idle(graph: Graph, policy: NetworkPolicy) -> Iterator[Complaint]:
    """Ingress rules for named pods that all say their ports, on none of them."""
    selected = [graph.model.get(address, Deployment) for address in policy.pods]
    listening = [each.ports.values() if each is not None else () for each in selected]
    if not listening or not all(listening):
        return
    for name, rule in policy.ingress.items():
        for index, ports in enumerate(rule.ports):
            if not any(ports.overlaps(each) for group in listening for each in group):
                message = f"lets {ports} in, and none of its pods listens there"
                mend = f"ports: [{next(iter(listening[0]))}]"
                yield Complaint(at(policy.address, "ingress", name, "ports", index), message, mend)
