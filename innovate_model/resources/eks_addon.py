"""aws_eks_addon."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, one
from innovate_model.values import Name

VPC_CNI = "vpc-cni"


class VpcCni(Part):
    """How the VPC CNI gives addresses to pods.

    Each pod has an address of its node's subnet. With `enable_prefix_delegation` a node takes them in blocks of 16
    (/28). It keeps some in reserve: `warm_eni_target` interfaces or `warm_prefix_target` blocks, or, where they are
    set, `warm_ip_target` free addresses and no fewer than `minimum_ip_target` in all.
    `enable_network_policy` lets it enforce Kubernetes network policies.
    https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md
    https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/prefix-and-ip-target.md
    """

    enable_prefix_delegation: bool = False
    warm_eni_target: int = Field(default=1, ge=0)
    warm_prefix_target: int = Field(default=1, ge=0)
    warm_ip_target: int | None = Field(default=None, ge=0)
    minimum_ip_target: int | None = Field(default=None, ge=0)
    enable_network_policy: bool = False


class EksAddon(Resource):
    """A part of a cluster that AWS installs and updates: `addon_name` is AWS's (`vpc-cni`, `coredns`, `kube-proxy`,
    `aws-ebs-csi-driver`).

    Without `addon_version` EKS takes the default one of the cluster's version. `service_account` is the identity of its
    pods, which an IAM role trusts (Terraform: `service_account_role_arn`). `vpc_cni` configures the add-on of that
    name.
    https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
    """

    kind: ClassVar[str] = "eks_addon"
    section: ClassVar[str] = "addons"
    parents: ClassVar[tuple[str, ...]] = ("eks_cluster",)

    addon_name: Name
    addon_version: str = ""
    service_account: Annotated[Address, one("service_account", relation=Relation.RUNS_AS)] | None = None
    vpc_cni: VpcCni | None = None

    @model_validator(mode="after")
    def _configures_its_own(self) -> Any:
        if self.vpc_cni is not None and self.addon_name != VPC_CNI:
            message = f"`vpc_cni` configures the add-on vpc-cni, and this is {self.addon_name}"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self
