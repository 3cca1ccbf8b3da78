"""What AWS's service level agreements commit to, resource by resource: monthly uptime in percent, with page and date.

A commitment is a promise of credits, no measurement: AWS may do better, and may do worse and pay. What has no figure is
"not known", never 100 percent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from innovate_model.analyses.tiers import zones_of
from innovate_model.graph import Graph
from innovate_model.resources.apigatewayv2_api import Apigatewayv2Api
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudfront_distribution import CloudfrontDistribution
from innovate_model.resources.efs_file_system import EfsFileSystem
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.instance import Instance
from innovate_model.resources.kinesis_stream import KinesisStream
from innovate_model.resources.kms_key import KmsKey
from innovate_model.resources.lb import Lb
from innovate_model.resources.nat_gateway import NatGateway
from innovate_model.resources.opensearch_domain import OpensearchDomain
from innovate_model.resources.route53_zone import Route53Zone
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.transit_gateway import TransitGateway
from innovate_model.resources.vpn_connection import VpnConnection

READ = "AWS's page"
QUOTED = "quoted by others from AWS's page"


@dataclass(frozen=True, slots=True)
class Level:
    """A commitment: `percent` of each month, as text because it is exact. `page` is the agreement, `date` the day that
    it gives as its last change ("" where that is not known), `origin` how the figure was come by. `is_regional`: it is
    for the service in a region as a whole, so that whatever uses it there fails at once."""

    percent: str
    what: str
    page: str
    date: str
    origin: str = READ
    is_regional: bool = False

    @property
    def availability(self) -> Fraction:
        """0 to 1."""
        return Fraction(self.percent) / 100


_COMPUTE = "https://aws.amazon.com/compute/sla/"
_ELB = "https://aws.amazon.com/elasticloadbalancing/sla/"
_AURORA = "https://aws.amazon.com/rds/aurora/sla/"
_ELASTICACHE = "https://aws.amazon.com/elasticache/sla/"

EC2_REGION = Level("99.99", "EC2 in two or more zones", _COMPUTE, "2022-05-25", QUOTED, True)
EC2_INSTANCE = Level("99.5", "a single EC2 instance", _COMPUTE, "2022-05-25", QUOTED)
ELB_ZONES = Level("99.99", "a load balancer in two or more zones", _ELB, "2022-07-25")
ELB_ONE = Level("99.9", "a load balancer in one zone", _ELB, "2022-07-25")
AURORA_ZONES = Level("99.99", "an Aurora cluster in two or more zones", _AURORA, "2022-05-19")
AURORA_ONE = Level("99.9", "an Aurora cluster in one zone", _AURORA, "2022-05-19")
EKS = Level("99.95", "the API server of an EKS cluster", "https://aws.amazon.com/eks/sla/", "2022-05-04")
CLOUDFRONT = Level("99.9", "CloudFront", "https://aws.amazon.com/cloudfront/sla/", "2022-05-05")
S3 = Level("99.9", "S3 Standard", "https://aws.amazon.com/s3/sla/", "2023-11-28", is_regional=True)
NAT = Level("99.9", "a NAT gateway", "https://aws.amazon.com/vpc/sla/", "", QUOTED)
TRANSIT_GATEWAY = Level(
    "99.95",
    "a transit gateway (an earlier version)",
    "https://aws.amazon.com/transit-gateway/sla/historical/",
    "2019-03-19",
)
ELASTICACHE_ZONES = Level("99.99", "ElastiCache with Multi-AZ", _ELASTICACHE, "2024-10-16", QUOTED)
ELASTICACHE_ONE = Level("99.5", "ElastiCache in one zone", _ELASTICACHE, "2024-10-16", QUOTED)
OPENSEARCH = Level(
    "99.9", "an OpenSearch domain in several zones", "https://aws.amazon.com/opensearch-service/sla/", "", QUOTED
)
KMS = Level("99.999", "KMS", "https://aws.amazon.com/kms/sla/", "2022-11-29", is_regional=True)
EFS = Level("99.99", "EFS Standard", "https://aws.amazon.com/efs/sla/", "2022-05-04")
API_GATEWAY = Level("99.95", "API Gateway", "https://aws.amazon.com/api-gateway/sla/", "2022-05-05", is_regional=True)
VPN = Level("99.95", "a Site-to-Site VPN connection", "https://aws.amazon.com/vpn/site-to-site-vpn-sla/", "2022-05-05")
KINESIS = Level("99.9", "Kinesis Data Streams", "https://aws.amazon.com/kinesis/sla/", "2024-02-09", is_regional=True)
ROUTE53 = Level("100", "Route 53's answers from hosted zones", "https://aws.amazon.com/route53/sla/", "", QUOTED)


def level_of(graph: Graph, address: str) -> Level | str:
    """The commitment for a resource; else why there is none: `WITHIN` another one's, or a reason."""
    resource = graph.model[address]
    told = _LEVELS.get(type(resource))
    if told is not None:
        return told(graph, resource)
    return WITHIN.get(resource.kind, "no agreement with a figure is known")


WITHIN = {
    "aurora_instance": "the figure of the cluster",
    "availability_zone": "the figures of what stands in it, which are for failures of zones too",
    "listener": "the figure of the load balancer",
    "subnet": "the figures of what stands in it",
    "target_group": "the figure of the load balancer",
}
"""Kinds whose failures the figure of another resource is for: they are no parts of their own in a composite."""


def _lb(graph: Graph, lb: Lb) -> Level:
    return ELB_ZONES if len(zones_of(graph, lb.subnets)) > 1 else ELB_ONE


def _aurora(graph: Graph, cluster: AuroraCluster) -> Level:
    """By the zones of its instances, as far as they are written: AWS may put others where it likes."""
    zones = {
        instance.availability_zone
        for instance in graph.model.of(AuroraInstance)
        if instance.parent == cluster.address and instance.availability_zone is not None
    }
    return AURORA_ZONES if len(zones) > 1 else AURORA_ONE


def _nodes(graph: Graph, group: EksNodeGroup) -> Level | str:
    if group.capacity_type == "SPOT":
        return "AWS may take Spot capacity back at any time"
    is_spread = len(zones_of(graph, group.subnets)) > 1 and group.scaling_config.min_size > 1
    return EC2_REGION if is_spread else EC2_INSTANCE


def _cache(graph: Graph, group: ElasticacheReplicationGroup) -> Level:
    is_spread = group.survives_a_zone and len(zones_of(graph, group.subnets)) > 1
    return ELASTICACHE_ZONES if is_spread else ELASTICACHE_ONE


def _search(graph: Graph, domain: OpensearchDomain) -> Level | str:
    is_spread = domain.zone_awareness_enabled and len(zones_of(graph, domain.subnets)) > 1
    return OPENSEARCH if is_spread else "the agreement is for domains in several zones"


def _always(level: Level) -> Callable[[Graph, Any], Level]:
    return lambda graph, resource: level


_LEVELS: dict[type[Resource], Callable[[Graph, Any], Level | str]] = {
    Apigatewayv2Api: _always(API_GATEWAY),
    AuroraCluster: _aurora,
    CloudfrontDistribution: _always(CLOUDFRONT),
    EfsFileSystem: _always(EFS),
    EksCluster: _always(EKS),
    EksNodeGroup: _nodes,
    ElasticacheReplicationGroup: _cache,
    Instance: _always(EC2_INSTANCE),
    KinesisStream: _always(KINESIS),
    KmsKey: _always(KMS),
    Lb: _lb,
    NatGateway: _always(NAT),
    OpensearchDomain: _search,
    Route53Zone: _always(ROUTE53),
    S3Bucket: _always(S3),
    TransitGateway: _always(TRANSIT_GATEWAY),
    VpnConnection: _always(VPN),
}
