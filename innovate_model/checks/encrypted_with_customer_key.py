"""Databases, caches, files, buckets and the nodes' disks are encrypted with a customer managed key.

Design document §3.2: "KMS CMKs for EBS, EFS, Aurora, S3". Whoever holds such a key decides who reads the data, sees
each use in the trail, and can share a backup with another account:
https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html

The Kubernetes secrets of a production cluster are asked too, as they are data at rest: by default a key is used that is
AWS's own. https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html

A bucket that takes the access logs of an application load balancer or of another bucket is not judged: AWS writes
them only with the keys of S3 itself.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {s3: {enable_key_rotation: yes}}
        s3_buckets: {data: {kms_key: s3}}
FAIL:
    accounts:
      a: {account_id: "111111111111", s3_buckets: {data: {}}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            efs_file_systems: {files: {subnets: data, encrypted: no}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main: {engine: aurora-postgresql, engine_version: 16.10, subnets: data, storage_encrypted: no}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters: {main: {version: 1.35, subnets: app}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.base import Resource
from innovate_model.resources.efs_file_system import EfsFileSystem
from innovate_model.resources.eks_cluster import EksCluster
from innovate_model.resources.eks_node_group import EksNodeGroup
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.lb import Lb
from innovate_model.resources.opensearch_domain import OpensearchDomain
from innovate_model.resources.s3_bucket import S3Bucket

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "3.2"
ENCRYPTED = (AuroraCluster, EfsFileSystem, EksNodeGroup, ElasticacheReplicationGroup, OpensearchDomain, S3Bucket)
SWITCHES = {
    AuroraCluster: "storage_encrypted",
    EfsFileSystem: "encrypted",
    ElasticacheReplicationGroup: "at_rest_encryption_enabled",
    OpensearchDomain: "encrypt_at_rest",
}
"""The attribute without which nothing is encrypted, where there is one."""
_MEND = "kms_key: the name of a key of this account"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each thing that is not encrypted at all, or not with a key of the customer's."""
    for resource in graph.model:
        switch = SWITCHES.get(type(resource), "")
        if switch and not getattr(resource, switch):
            yield _unencrypted(resource.address, switch)
        elif isinstance(resource, ENCRYPTED) and resource.kms_key is None and not _must_use_keys_of_s3(graph, resource):
            message = f"this {resource.kind} is encrypted with a key that AWS manages"
            yield Complaint(at(resource.address, "kms_key"), message, _MEND)
    for cluster in in_environment(graph, EksCluster, "production"):
        if cluster.kms_key is None:
            message = "the Kubernetes secrets of this cluster are encrypted with a key that AWS manages"
            yield Complaint(at(cluster.address, "kms_key"), message, _MEND)


def _unencrypted(address: str, key: str) -> Complaint:
    return Complaint(at(address, key), "this keeps its data unencrypted", f"{key}: yes, and a kms_key")


def _must_use_keys_of_s3(graph: Graph, resource: Resource) -> bool:
    """Does something log here that can write only with keys of S3 itself?"""
    writers = (graph.model[source] for source in graph.sources(resource.address, Relation.LOGS_TO))
    return any(
        isinstance(writer, S3Bucket) or (isinstance(writer, Lb) and writer.type_ == "application") for writer in writers
    )
