"""Signals and the stores that take them."""

from .support import Planted

CHECK = "telemetry-fits-its-store"
PLANTED = Planted(
    "accounts.production.vpcs.main.eks_clusters.main.namespaces.observability.deployments.adot-collector.sends_to.traces",
    "prometheus_workspaces.main",
)
