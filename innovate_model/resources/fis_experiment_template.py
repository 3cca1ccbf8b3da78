"""aws_fis_experiment_template: AWS Fault Injection Service."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import FrozenMap

TARGETS = (
    "aurora_cluster",
    "deployment",
    "efs_file_system",
    "eks_node_group",
    "elasticache_replication_group",
    "instance",
    "lb",
    "nat_gateway",
    "subnet",
)


class FaultAction(Part):
    """One fault: the action of AWS FIS, and what it is done to.

    https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
    """

    action_id: str = Field(pattern=r"^aws:[a-z0-9-]+:[a-z0-9-]+")
    targets: Annotated[Addresses, every(*TARGETS, relation=Relation.APPLIES_TO)]


class FisExperimentTemplate(Resource):
    """Faults that are done on purpose, to see that the rest goes on. It ends by itself when a stop condition alarms.

    https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html
    """

    kind: ClassVar[str] = "fis_experiment_template"
    section: ClassVar[str] = "fis_experiment_templates"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    description: str = ""
    actions: FrozenMap[FaultAction] = Field(min_length=1)
    stop_conditions: Annotated[Addresses, every("cloudwatch_metric_alarm", relation=Relation.ASSOCIATED_WITH)] = ()
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None
