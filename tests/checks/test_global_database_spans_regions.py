"""Global databases and their members."""

from .support import Planted

CHECK = "global-database-spans-regions"
PLANTED = Planted(
    "accounts.production.rds_global_clusters",
    "{lonely: {engine: aurora-postgresql, engine_version: 16.10, storage_encrypted: yes}}",
    found_at="accounts.production.rds_global_clusters.lonely",
)
