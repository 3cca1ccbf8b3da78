"""A service mesh takes nothing that is not encrypted and signed, and is one that still exists.

Design document §3.2: "mTLS between services via service mesh". PERMISSIVE is for the days of migration: it takes
plain text from anybody, so that mTLS proves nothing:
https://istio.io/latest/docs/reference/config/security/peer_authentication/

Under STRICT a load balancer, which has no certificate of the mesh, is refused at ports that are not among the
deployment's `plaintext_ports`. AWS App Mesh ended on 30 September 2026:
https://aws.amazon.com/blogs/containers/migrating-from-aws-app-mesh-to-amazon-ecs-service-connect/

Where a cluster has a mesh, both ends of what one of the team's programs says to another (`connects_to`, and `sends_to`
a collector of telemetry) are in it: a proxy speaks plain text with who has none. Name servers, controllers and agents
on the nodes, which nobody names there, may stay outside; so may a program that talks to no other.

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
                service_meshes: {mesh: {implementation: istio, mtls_mode: STRICT}}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    mesh: mesh
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        plaintext_ports: [http]
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
                service_meshes: {mesh: {implementation: istio}}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
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
                service_meshes: {mesh: {implementation: app_mesh, mtls_mode: STRICT}}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
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
                service_meshes: {mesh: {implementation: istio, mtls_mode: STRICT}}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    mesh: mesh
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
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
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.35
                subnets: app
                service_meshes: {mesh: {implementation: istio, mtls_mode: STRICT}}
                node_groups:
                  general:
                    instance_types: [m6i.large]
                    scaling_config: {min_size: 2, desired_size: 2, max_size: 4}
                    subnets: app
                namespaces:
                  api:
                    mesh: mesh
                    deployments:
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        connects_to: {prices: namespaces.prices.deployments.prices}
                  prices:
                    deployments:
                      prices:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
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
                      api:
                        replicas: {min: 2, max: 4}
                        requests: {cpu: 250m, memory: 256Mi}
                        node_groups: general
                        ports: {http: tcp/8080}
                        plaintext_ports: [http]
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.workloads import applications, cluster_of, target_groups_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Edge, Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.namespace import Namespace
from innovate_model.resources.service_mesh import ServiceMesh

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each mesh that takes plain text or has ended, for each namespace that stays out of it, and for
    each port at which it would refuse a load balancer."""
    strict: set[str] = set()
    for mesh in graph.model.of(ServiceMesh):
        if mesh.implementation == "app_mesh":
            message = "AWS App Mesh ended on 30 September 2026"
            yield Complaint(at(mesh.address, "implementation"), message, "implementation: istio")
        if mesh.mtls_mode == "STRICT":
            strict.add(mesh.address)
        else:
            message = f"services may talk in plain text: the mesh is {mesh.mtls_mode}"
            yield Complaint(at(mesh.address, "mtls_mode"), message, "mtls_mode: STRICT")
    yield from _outside(graph)
    members = {namespace.address for namespace in graph.model.of(Namespace) if namespace.mesh in strict}
    for deployment in graph.model.of(Deployment):
        if deployment.parent in members:
            yield from _refused(graph, deployment)


def _outside(graph: Graph) -> Iterator[Complaint]:
    """Namespaces without a mesh whose programs talk to others although their cluster has one, or have ports that are
    said to be exceptions to it."""
    meshes = {mesh.parent: mesh.name for mesh in graph.model.of(ServiceMesh)}
    talk, exceptions = _talk(graph), _exceptions(graph)
    for namespace in graph.model.of(Namespace):
        mesh, address = meshes.get(cluster_of(namespace)), namespace.address
        if namespace.mesh is not None:
            continue
        if mesh and address in talk:
            message = "its programs talk to others, and it is not in the mesh: they do so in plain text"
            related = Related("here", at(talk[address].source, *talk[address].path))
        elif address in exceptions:
            message = "a port of its programs is an exception to mTLS, and no mesh asks for mTLS here"
            related = Related("the exception", at(exceptions[address], "plaintext_ports"))
        else:
            continue
        mend = f"mesh: {mesh}" if mesh else "service_meshes: {istio: {implementation: istio, mtls_mode: STRICT}}"
        yield Complaint(at(address, "mesh"), message, mend, (related,))


def _talk(graph: Graph) -> dict[str, Edge]:
    """Namespace -> something that one of the team's programs says to another, at one end of which it is."""
    found: dict[str, Edge] = {}
    for program in applications(graph):
        for edge in graph.out(program.address, Relation.CONNECTS_TO, Relation.SENDS_TO):
            other = graph.model.get(edge.target, Deployment)
            if other is not None:
                found.setdefault(program.parent, edge)
                found.setdefault(other.parent, edge)
    return found


def _exceptions(graph: Graph) -> dict[str, str]:
    """Namespace -> a deployment of it with ports that take plain text."""
    return {each.parent: each.address for each in graph.model.of(Deployment) if each.plaintext_ports}


def _refused(graph: Graph, deployment: Deployment) -> Iterator[Complaint]:
    taken = [deployment.ports[name] for name in deployment.plaintext_ports]
    for group in target_groups_of(graph, deployment):
        if group.target_type == "ip" and not any(ports.covers("tcp", group.port) for ports in taken):
            message = f"the mesh refuses the load balancer at port {group.port}: it has no certificate of the mesh"
            related = (Related("it hands requests there", at(group.address, "port")),)
            names = [name for name, ports in deployment.ports.items() if ports.covers("tcp", group.port)]
            mend = f"plaintext_ports: [{names[0] if names else 'NAME'}]"
            yield Complaint(at(deployment.address, "plaintext_ports"), message, mend, related)
