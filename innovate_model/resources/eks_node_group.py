"""aws_eks_node_group."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one
from innovate_model.values import Name


class ScalingConfig(Part):
    """How many nodes: never fewer than `min_size`, never more than `max_size`, `desired_size` to begin with."""

    min_size: int = Field(ge=0)
    desired_size: int = Field(ge=0)
    max_size: int = Field(ge=1)

    @model_validator(mode="after")
    def _is_in_order(self) -> Any:
        if not self.min_size <= self.desired_size <= self.max_size:
            message = f"{self.min_size}, {self.desired_size}, {self.max_size}: min_size <= desired_size <= max_size"
            raise PydanticCustomError("bad_scaling", "{message}", {"message": message})
        return self


class EksNodeGroup(Resource):
    """Machines of one kind that run a cluster's pods, spread over `subnets` by an Auto Scaling group.

    `instance_types` are alternatives in order of preference (SPOT draws on all of them). `disk_size` in GiB,
    encrypted by `kms_key`. `iam_role` is the nodes' own identity, which every pod on them can reach unless the
    instance metadata is closed to pods
    (https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html). At most 450 nodes
    for each group by default: https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
    https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html
    """

    kind: ClassVar[str] = "eks_node_group"
    section: ClassVar[str] = "node_groups"
    parents: ClassVar[tuple[str, ...]] = ("eks_cluster",)

    instance_types: tuple[Name, ...] = Field(min_length=1)
    capacity_type: Literal["ON_DEMAND", "SPOT"] = "ON_DEMAND"
    scaling_config: ScalingConfig
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN, is_never_empty=True)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    ami_type: str = ""
    """`AL2023_ARM_64_STANDARD` and the like; AWS picks by the instance type when this is empty."""
    disk_size: int = Field(default=20, ge=1)
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None
