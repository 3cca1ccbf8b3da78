"""aws_eks_cluster: who may reach a public endpoint is written where there is one."""

from __future__ import annotations

from exporters.terraform.parts import plain
from exporters.terraform.rules import ANY_BLOCK
from exporters.terraform.shapes import Kind, Many, Scalar
from innovate_model.resources.eks_cluster import EksCluster


def _blocks(cluster: EksCluster) -> list[str]:
    """AWS's default, the whole internet, would stand beside a private endpoint otherwise, where it means nothing and
    scanners take it for an open one."""
    return sorted(map(str, cluster.public_access_cidrs)) if cluster.endpoint_public_access else []


KIND = Kind(
    "eks_cluster",
    instead={
        "public_access_cidrs": (plain("public_access_cidrs", Many(Scalar("string", ANY_BLOCK)), _blocks, default=[]),)
    },
)
