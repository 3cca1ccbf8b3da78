"""Facts about what runs in a cluster: which programs are the team's own, which ones customers depend on, what is
installed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from innovate_model.analyses.pod_identity import roles_of
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudwatch_log_group import CloudwatchLogGroup
from innovate_model.resources.daemon_set import DaemonSet
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.efs_file_system import EfsFileSystem
from innovate_model.resources.eks_addon import EksAddon
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.helm_release import HelmRelease
from innovate_model.resources.kinesis_firehose_delivery_stream import KinesisFirehoseDeliveryStream
from innovate_model.resources.kinesis_stream import KinesisStream
from innovate_model.resources.namespace import Namespace
from innovate_model.resources.prometheus_workspace import PrometheusWorkspace
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.target_group import TargetGroup
from innovate_model.resources.vpc_endpoint import VpcEndpoint
from innovate_model.resources.xray_group import XrayGroup

SPOT = "SPOT"
AWS_STORES = (
    CloudwatchLogGroup,
    KinesisFirehoseDeliveryStream,
    KinesisStream,
    PrometheusWorkspace,
    XrayGroup,
)
"""Where telemetry ends within AWS, under IAM. A search domain may know its users itself."""


def cluster_of(resource: Resource) -> str:
    """The address of the cluster that something stands in; "" outside of clusters."""
    return resource.within(EksCluster.section) or ""


def applications(graph: Graph) -> Iterator[Deployment]:
    """The team's own programs: deployments that no add-on and no release installs, in the model's order."""
    return (deployment for deployment in graph.model.of(Deployment) if deployment.installed_by is None)


def application_namespaces(graph: Graph) -> Iterator[tuple[Namespace, tuple[Deployment, ...]]]:
    """The namespaces that applications run in, with them."""
    found: dict[str, list[Deployment]] = {}
    for deployment in applications(graph):
        found.setdefault(deployment.parent, []).append(deployment)
    for address, deployments in found.items():
        namespace = graph.model.get(address, Namespace)
        if namespace is not None:
            yield namespace, tuple(deployments)


def target_groups_of(graph: Graph, deployment: Deployment) -> tuple[TargetGroup, ...]:
    """The target groups through which a load balancer hands requests to its pods."""
    found = (graph.model.get(source, TargetGroup) for source in graph.sources(deployment.address, Relation.FORWARDS_TO))
    return tuple(group for group in found if group is not None)


def opened_by(graph: Graph, program: str, target: str) -> tuple[str, ...]:
    """The addresses of what opens the connections that a program says it has: its nodes, for a file system, as these
    mount it on their own network, where no network policy of the pods applies; else itself.

    https://docs.aws.amazon.com/eks/latest/userguide/efs-csi.html,
    https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/deploy/kubernetes/base/node-daemonset.yaml
    """
    workload = graph.model.resources.get(program)
    if isinstance(workload, Deployment | DaemonSet) and isinstance(graph.model.resources.get(target), EfsFileSystem):
        return workload.node_groups
    return (program,)


def is_critical(graph: Graph, deployment: Deployment) -> bool:
    """Whether others stop with it: requests from outside go to it, or it is a part of the cluster that an add-on or a
    release brings."""
    return deployment.installed_by is not None or bool(target_groups_of(graph, deployment))


def aws_connections(graph: Graph, deployment: Deployment) -> tuple[str, ...]:
    """The names of those of its connections on which AWS asks who is there: a bucket, an endpoint of an API."""
    return tuple(
        name
        for name, target in deployment.connects_to.items()
        if isinstance(graph.model.resources.get(target), (S3Bucket, VpcEndpoint))
    )


def aws_uses(graph: Graph, workload: Deployment | DaemonSet) -> tuple[tuple[str, str], ...]:
    """The attributes of a workload, and the names in them, on which AWS asks who is there: its connections of that
    sort, and what it sends to AWS itself rather than to a collector."""
    connections = aws_connections(graph, workload) if isinstance(workload, Deployment) else ()
    sent = (name for name, to in workload.sends_to.items() if isinstance(graph.model.resources.get(to), AWS_STORES))
    return (*(("connects_to", name) for name in connections), *(("sends_to", name) for name in sent))


def has_identity(graph: Graph, workload: Deployment | DaemonSet) -> bool:
    """Whether an IAM role trusts its service account."""
    return bool(roles_of(graph, workload))


@lru_cache(maxsize=2)
def addons(graph: Graph) -> Mapping[str, Mapping[str, EksAddon]]:
    """Cluster -> AWS's name of an add-on -> the add-on."""
    found: dict[str, dict[str, EksAddon]] = {}
    for addon in graph.model.of(EksAddon):
        found.setdefault(addon.parent, {})[addon.addon_name] = addon
    return found


@lru_cache(maxsize=2)
def charts(graph: Graph) -> Mapping[str, Mapping[str, HelmRelease]]:
    """Cluster -> name of a chart -> a release of it."""
    found: dict[str, dict[str, HelmRelease]] = {}
    for release in graph.model.of(HelmRelease):
        found.setdefault(cluster_of(release), {})[release.chart] = release
    return found


@lru_cache(maxsize=2)
def pods_of(graph: Graph) -> Mapping[str, tuple[Deployment | DaemonSet, ...]]:
    """Node group -> the deployments and daemon sets whose pods may run on it."""
    found: dict[str, list[Deployment | DaemonSet]] = {}
    for resource in graph.model:
        if isinstance(resource, (Deployment, DaemonSet)):
            for group in resource.node_groups:
                found.setdefault(group, []).append(resource)
    return {group: tuple(pods) for group, pods in found.items()}
