"""Secrets and keys: what pods read, and what is encrypted and decrypted object by object."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from innovate_model.analyses.capacity.limit import Measured
from innovate_model.analyses.capacity.limits.buckets import read_requests, write_requests
from innovate_model.analyses.capacity.numbers import Numbers
from innovate_model.analyses.capacity.plant import Plant, a_month
from innovate_model.analyses.capacity.pods import reached_clusters, running
from innovate_model.analyses.pod_identity import readings
from innovate_model.analyses.workloads import cluster_of
from innovate_model.edge import Relation
from innovate_model.graph import Graph
from innovate_model.resources.deployment import Deployment
from innovate_model.resources.kms_key import KmsKey
from innovate_model.resources.s3_bucket import S3Bucket
from innovate_model.resources.secret import Secret

_DAY = 86_400


@lru_cache(maxsize=256)
def readers(graph: Graph, secret: str) -> tuple[Deployment, ...]:
    """The programs whose pods may read a secret."""
    return tuple(
        program
        for program in graph.model.of(Deployment)
        if any(edge.target == secret for edge in readings(graph, program))
    )


def secret_requests(resource: Secret, plant: Plant) -> Measured | None:
    """Reads of pods. A rotation takes a few calls."""
    programs = [each for each in readers(plant.graph, resource.address) if cluster_of(each) in reached_clusters(plant)]
    if not programs:
        return None
    pods: Numbers = sum(running(each, plant) for each in programs)
    reads = pods * plant.load.of("secret_reads_per_pod_day") / _DAY
    return Measured(a_month(reads), "pods that read it when they start and see whether it has changed")


def key_requests(resource: KmsKey, plant: Plant) -> Measured | None:
    """S3 asks for a data key for each object that is written, and to decrypt it for each that is read, or for a part of
    them where the bucket has a key of its own; Secrets Manager decrypts what is read. Volumes, file systems and
    databases ask when they are attached or start.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
    https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    """
    return plant.once(("asked of a key", resource.address), lambda: _asked_of_key(resource, plant))


def _asked_of_key(resource: KmsKey, plant: Plant) -> Measured | None:
    known = [each for user in plant.graph.sources(resource.address, Relation.ENCRYPTED_BY) for each in _of(user, plant)]
    reason = "objects and secrets that are read or written; what services ask as they start is not counted"
    return Measured(sum(known), reason) if known else None


def _of(user: str, plant: Plant) -> Iterator[Numbers]:
    """What a bucket or a secret asks of its key in a month."""
    bucket, secret = plant.graph.model.get(user, S3Bucket), plant.graph.model.get(user, Secret)
    if bucket is not None:
        for amount in (read_requests(bucket, plant), write_requests(bucket, plant)):
            if amount is not None:
                part = plant.load.of("bucket_key_requests_left") if bucket.bucket_key_enabled else 1.0
                yield amount.quantity * part
    reads = secret_requests(secret, plant) if secret is not None else None
    if reads is not None:
        yield reads.quantity


MEASURES = {"secret": {"requests": secret_requests}, "kms_key": {"requests": key_requests}}
