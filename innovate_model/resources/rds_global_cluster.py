"""aws_rds_global_cluster: Aurora Global Database."""

from __future__ import annotations

from typing import ClassVar, Literal

from innovate_model.resources.base import Resource
from innovate_model.values import Name


class RdsGlobalCluster(Resource):
    """Aurora clusters in several regions, one of which writes and the others follow it. Members name it.

    There is one primary cluster and at most ten secondary ones, each in another region; one of them takes over when
    the primary region is lost.
    https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html
    """

    kind: ClassVar[str] = "rds_global_cluster"
    section: ClassVar[str] = "rds_global_clusters"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    engine: Literal["aurora-postgresql", "aurora-mysql"]
    engine_version: Name
    storage_encrypted: bool
    deletion_protection: bool = False
