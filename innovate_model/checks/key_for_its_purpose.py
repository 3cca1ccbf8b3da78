"""No key encrypts for two of the purposes disks, shared files, databases and buckets.

Design document §3.2: "KMS CMKs for EBS, EFS, Aurora, S3". Whoever may use a key for one thing can decrypt everything
else under it, and disabling it stops all of that at once; AWS advises a key for each type of data and each service:
https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/kms.html

What is encrypted beside these four (secrets, caches, logs) is not judged.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {aurora: {}, s3: {}}
        s3_buckets: {data: {kms_key: s3}, more: {kms_key: s3}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                kms_key: aurora
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {everything: {}}
        s3_buckets: {data: {kms_key: everything}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            aurora_clusters:
              main:
                engine: aurora-postgresql
                engine_version: 16.10
                subnets: data
                storage_encrypted: yes
                kms_key: everything
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.kms_key import KmsKey

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"
PURPOSES = {
    "aurora_cluster": "databases",
    "efs_file_system": "shared files",
    "eks_node_group": "disks",
    "instance": "disks",
    "s3_bucket": "buckets",
}


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for the first user of each further purpose of a key."""
    for key in graph.model.of(KmsKey):
        first: dict[str, str] = {}
        for edge in graph.into(key.address, Relation.ENCRYPTED_BY):
            purpose = PURPOSES.get(graph.model[edge.source].kind, "")
            if not purpose or purpose in first:
                continue
            if first:
                other, user = next(iter(first.items()))
                message = f"the key {key.name} is that of {other} already, and this is one of the {purpose}"
                related = Related(f"one of the {other}", at(user, "kms_key"))
                path = at(edge.source, *edge.path)
                yield Complaint(path, message, f"name a key that is for {purpose}", (related,))
            first[purpose] = edge.source
