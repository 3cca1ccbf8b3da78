"""Caches and their clients."""

from .support import Planted

CHECK = "cache-asks-who-is-there"
PLANTED = Planted("accounts.production.vpcs.main.elasticache_replication_groups.cache.auth_secret", "null")
