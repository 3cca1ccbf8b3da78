"""aws_dms_replication_task, with its endpoints and its instance."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import Name


class DmsReplicationTask(Resource):
    """Copies one database to another: all of it once (`full-load`), its changes (`cdc`), or both.

    It does so on a replication instance of `replication_instance_class`, row by row. In the target it makes tables and
    primary keys only; secondary indexes, other constraints and defaults are somebody else's work, which Aurora Global
    Database, a copy of the storage, does not need.
    https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.Creating.html
    https://docs.aws.amazon.com/dms/latest/userguide/CHAP_BestPractices.html
    """

    kind: ClassVar[str] = "dms_replication_task"
    section: ClassVar[str] = "dms_replication_tasks"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    migration_type: Literal["full-load", "cdc", "full-load-and-cdc"]
    replication_instance_class: Name
    source: Annotated[Address, one("aurora_cluster", relation=Relation.READS)]
    target: Annotated[Address, one("aurora_cluster", relation=Relation.COPIES_TO)]
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
