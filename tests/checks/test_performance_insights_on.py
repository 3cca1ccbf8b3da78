"""Instances that record what they do."""

from .support import Planted

CHECK = "performance-insights-on"
PLANTED = Planted(
    "accounts.production.vpcs.main.aurora_clusters.main.instances.reader-1.performance_insights_enabled", "no"
)
