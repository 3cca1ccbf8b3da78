"""On which ports something takes connections."""

from __future__ import annotations

from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.efs_file_system import NFS, EfsFileSystem
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.lb import Lb
from innovate_model.resources.listener import Listener
from innovate_model.resources.opensearch_domain import OpensearchDomain
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.target_group import transports_of
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.vpc_endpoint_service import VpcEndpointService
from innovate_model.values import Ports

_HTTPS = Ports("tcp", 443, 443)


def listening_ports(graph: Graph, address: str) -> tuple[Ports, ...]:
    """The ports on which something takes connections; () where that is not known."""
    match graph.model.resources.get(address):
        case AuroraCluster(port=port) | ElasticacheReplicationGroup(port=port):
            return (Ports("tcp", port, port),)
        case EfsFileSystem():
            return (Ports("tcp", NFS, NFS),)
        case VpcEndpoint(endpoint_service=str() as service):
            behind = graph.model.get(service, VpcEndpointService)
            return _of_load_balancers(graph, behind.network_load_balancers if behind is not None else ())
        case S3Bucket() | VpcEndpoint() | OpensearchDomain():
            return (_HTTPS,)
        case Lb():
            return _of_load_balancers(graph, (address,))
        case Deployment(ports=ports):
            return tuple(ports.values())
    return ()


def _of_load_balancers(graph: Graph, balancers: tuple[str, ...]) -> tuple[Ports, ...]:
    found = [one for one in graph.model.of(Listener) if one.parent in balancers]
    return tuple(Ports(spoken, one.port, one.port) for one in found for spoken in transports_of(one.protocol))
