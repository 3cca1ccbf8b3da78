"""What is classed as confidential or sensitive is encrypted with a customer's key and has no public side.

Design document §1: the workload "handles sensitive user data". A class is a promise to the people whose data it is:
one's own key decides who reads, and leaves a trace of each reading; a public side leaves it to luck:
https://docs.aws.amazon.com/prescriptive-guidance/latest/security-controls-by-caf-capability/data-controls.html

A store that belongs to an application which handles such data says its own class, so that this can be judged.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {data: {enable_key_rotation: yes}}
        s3_buckets: {letters: {data_classification: sensitive, kms_key: data}}
FAIL:
    accounts:
      a: {account_id: "111111111111", s3_buckets: {letters: {data_classification: sensitive}}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {data: {enable_key_rotation: yes}}
        s3_buckets: {letters: {data_classification: confidential, kms_key: data, block_public_access: no}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        s3_buckets: {letters: {}}
        applications: {post: {type: rest_api, data_classification: sensitive, parts: {letters: s3_buckets.letters}}}
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
              db:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: no
                data_classification: sensitive
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.stores import KINDS, Store, is_sensitive, stores
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.application import Application
from innovate_model.resources.aurora_cluster import AuroraCluster
from innovate_model.resources.aurora_instance import AuroraInstance
from innovate_model.resources.classification import SENSITIVE
from innovate_model.resources.elasticache_replication_group import ElasticacheReplicationGroup
from innovate_model.resources.s3_bucket import S3Bucket

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each protection that a store of such data lacks, and for each store whose class is not said."""
    for store in stores(graph):
        if is_sensitive(store):
            for key, message in _lacking(store):
                mend = "kms_key: a key of this account" if key == "kms_key" else f"{key}: yes"
                yield Complaint(at(store.address, key), f"{store.data_classification} data {message}", mend)
            yield from _public(graph, store)
    for application in graph.model.of(Application):
        if application.data_classification in SENSITIVE:
            yield from _unclassed(graph, application)


def _lacking(store: Store) -> Iterator[tuple[str, str]]:
    """The attribute at fault, and what is wrong in words."""
    is_encrypted = True
    match store:
        case AuroraCluster(storage_encrypted=False):
            is_encrypted = False
            yield "storage_encrypted", "lies here unencrypted"
        case ElasticacheReplicationGroup():
            if not store.at_rest_encryption_enabled:
                is_encrypted = False
                yield "at_rest_encryption_enabled", "lies here unencrypted"
            if not store.transit_encryption_enabled:
                yield "transit_encryption_enabled", "travels in the clear"
        case S3Bucket(block_public_access=False):
            yield "block_public_access", "may be made public by whoever writes a policy here"
    if is_encrypted and store.kms_key is None:
        yield "kms_key", "is encrypted with a key that AWS manages"


def _public(graph: Graph, store: Store) -> Iterator[Complaint]:
    for child in graph.targets(store.address, Relation.CONTAINS):
        instance = graph.model.get(child, AuroraInstance)
        if instance is not None and instance.publicly_accessible:
            message = f"{store.data_classification} data has a public address"
            yield Complaint(at(child, "publicly_accessible"), message, "publicly_accessible: no")


def _unclassed(graph: Graph, application: Application) -> Iterator[Complaint]:
    for name, address in application.parts.items():
        store = graph.model.resources.get(address)
        if isinstance(store, KINDS) and store.data_classification is None:
            related = Related("it is part of this", at(application.address, "parts", name))
            message = (
                f"{application.name} handles {application.data_classification} data, and the class of this is not said"
            )
            mend = f"data_classification: {application.data_classification}"
            yield Complaint(at(address, "data_classification"), message, mend, (related,))
