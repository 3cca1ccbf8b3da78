"""A Kubernetes namespace (kubernetes_namespace)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.quantity import Quantities
from innovate_model.resources.reference import Address, one


class Namespace(Resource):
    """A part of a cluster with names, limits and rights of its own. It is no border in the network by itself.

    `resource_quota` bounds what all its pods request together, `limit_range` is the most that one container may use.
    Pods of a `mesh` get its proxy beside them.
    https://kubernetes.io/docs/concepts/policy/resource-quotas/
    """

    kind: ClassVar[str] = "namespace"
    section: ClassVar[str] = "namespaces"
    parents: ClassVar[tuple[str, ...]] = ("eks_cluster",)

    resource_quota: Quantities | None = None
    limit_range: Quantities | None = None
    mesh: Annotated[Address, one("service_mesh", relation=Relation.ASSOCIATED_WITH)] | None = None
