"""Experiments: where, and what stops them."""

from .support import Planted

CHECK = "chaos-outside-production"
PLANTED = Planted(
    "accounts.staging.fis_experiment_templates.lost-writer.actions.database.targets",
    "accounts.production.vpcs.main.aurora_clusters.main",
)
