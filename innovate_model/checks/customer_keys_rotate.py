"""AWS makes new material for every customer managed key that encrypts.

Design document §3.2: "KMS CMKs for EBS, EFS, Aurora, S3". A key that is never renewed protects everything that was ever
encrypted under it; rotation keeps the old material for what is there and costs no change anywhere:
https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html

Keys that sign are not judged: AWS rotates symmetric keys only.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys:
          data: {enable_key_rotation: yes}
          signing: {key_usage: SIGN_VERIFY, customer_master_key_spec: ECC_NIST_P256}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        kms_keys: {data: {}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.kms_key import KmsKey

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "3.2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each symmetric key that does not rotate."""
    for key in graph.model.of(KmsKey):
        if key.customer_master_key_spec == "SYMMETRIC_DEFAULT" and not key.enable_key_rotation:
            message = "this key keeps its material for ever"
            yield Complaint(at(key.address, "enable_key_rotation"), message, "enable_key_rotation: yes")
