"""Runbooks for the loss of a region."""

from .support import Planted

CHECK = "failover-runbook"
PLANTED = Planted(
    "organization.runbooks.failover.covers", "[]", found_at="accounts.production.vpcs.main.aurora_clusters.main"
)
