"""aws_eks_cluster."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one
from innovate_model.values import CidrBlock, Name

LogType = Literal["api", "audit", "authenticator", "controllerManager", "scheduler"]


class EksCluster(Resource):
    """A Kubernetes control plane that AWS runs, with interfaces of its own in `subnets` of at least two Availability
    Zones.

    `version` is text: `1.30` is not `1.3`. The API server answers the internet (`public_access_cidrs` of it) when
    `endpoint_public_access` is on, and the VPC when `endpoint_private_access` is: AWS starts with public on and
    private off (https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html). `kms_key` encrypts
    Kubernetes secrets. `security_groups` are those of the control plane's interfaces.
    https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
    """

    kind: ClassVar[str] = "eks_cluster"
    section: ClassVar[str] = "eks_clusters"
    parents: ClassVar[tuple[str, ...]] = ("vpc",)

    version: Name
    subnets: Annotated[Addresses, any_of("subnet", relation=Relation.PLACED_IN, is_never_empty=True)]
    security_groups: Annotated[Addresses, every("security_group", relation=Relation.MEMBER_OF)] = ()
    endpoint_public_access: bool = True
    endpoint_private_access: bool = False
    public_access_cidrs: tuple[CidrBlock, ...] = ("0.0.0.0/0",)
    enabled_cluster_log_types: tuple[LogType, ...] = ()
    kms_key: Annotated[Address, one("kms_key", relation=Relation.ENCRYPTED_BY)] | None = None
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None
