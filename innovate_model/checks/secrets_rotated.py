"""Secrets are rotated automatically.

Design document §7: "Secrets stored in AWS Secrets Manager, rotated automatically". A credential that never changes
stays good for whoever once saw it: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html

PASS:
    accounts:
      a: {account_id: "111111111111", secrets: {db: {rotation_days: 30}}}
FAIL:
    accounts:
      a: {account_id: "111111111111", secrets: {db: {}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.secret import Secret

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each secret that stays as it is."""
    for secret in graph.model.of(Secret):
        if secret.rotation_days is None:
            yield Complaint(at(secret.address, "rotation_days"), "this secret never changes", "rotation_days: 30")
