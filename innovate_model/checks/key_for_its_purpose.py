"""A key encrypts for one purpose (disks, shared files, databases or buckets), in its own environment, and can encrypt.

Design document §3.2: "KMS CMKs for EBS, EFS, Aurora, S3". Whoever may use a key for one thing can decrypt everything
else under it, and disabling it stops all of that at once; AWS advises a key for each type of data and each service:
https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/kms.html

What is encrypted beside these four (secrets, caches, logs) may share a key with them. AWS's services encrypt with
symmetric keys only, so that one that signs serves for none of their data:
https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html

Design document §2 gives each environment an account: who administers the key of dev would decide who reads the data of
production, and whether anybody can. A key in an account that serves no environment may serve all.

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
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {signing: {key_usage: SIGN_VERIFY, customer_master_key_spec: ECC_NIST_P256}}
        s3_buckets: {data: {kms_key: signing}}
FAIL:
    accounts:
      dev: {account_id: "111111111111", environment: dev, kms_keys: {s3: {}}}
      production:
        account_id: "222222222222"
        environment: production
        s3_buckets: {data: {kms_key: accounts.dev.kms_keys.s3}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Edge, Relation
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
    """One complaint for the first user of each further purpose of a key, for each user in another environment, and for
    each of a key that cannot encrypt."""
    for key in graph.model.of(KmsKey):
        first: dict[str, str] = {}
        for edge in graph.into(key.address, Relation.ENCRYPTED_BY):
            yield from _unfit(graph, key, edge)
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


def _unfit(graph: Graph, key: KmsKey, edge: Edge) -> Iterator[Complaint]:
    path = at(edge.source, *edge.path)
    if key.customer_master_key_spec != "SYMMETRIC_DEFAULT":
        message = f"the key {key.name} is asymmetric, and AWS encrypts with symmetric keys only"
        related = Related("its sort", at(key.address, "customer_master_key_spec"))
        yield Complaint(path, message, "name a key of the usage ENCRYPT_DECRYPT", (related,))
    home, user = environment_of(graph, key), environment_of(graph, graph.model[edge.source])
    if home and user and home != user:
        message = f"this is of {user}, and its key of {home}"
        yield Complaint(path, message, f"name a key of {user}", (Related("the key", at(key.address)),))
