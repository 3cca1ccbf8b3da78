"""A page that tells people what to do. No AWS thing."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.cloudwatch_metric_alarm import WATCHED
from innovate_model.resources.reference import Addresses, every

USED = ("rds_global_cluster", "dms_replication_task", "backup_vault")


class Runbook(Resource):
    """What people do in one situation (`procedure`), written down at `location`, for the resources that it `covers`.

    `uses` is what the procedure needs to be there: the global database, the replication task, the vault.
    https://docs.aws.amazon.com/wellarchitected/latest/operational-excellence-pillar/ops_ready_to_support_use_runbooks.html
    """

    kind: ClassVar[str] = "runbook"
    section: ClassVar[str] = "runbooks"
    parents: ClassVar[tuple[str, ...]] = ("organization",)

    location: str = Field(pattern=r"^https://")
    procedure: Literal["cross-region-failover", "restore", "rollback", "incident", "rotation"]
    covers: Annotated[Addresses, every(*WATCHED, relation=Relation.APPLIES_TO)] = ()
    uses: Annotated[Addresses, every(*USED, relation=Relation.ASSOCIATED_WITH)] = ()
