"""A Kubernetes daemon set (kubernetes_daemon_set)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Edge, Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.quantity import Quantities
from innovate_model.resources.reference import Address, Addresses, any_of, one
from innovate_model.resources.telemetry import Telemetry
from innovate_model.resources.workload import from_the_installer
from innovate_model.values import FrozenMap, PortRange


class DaemonSet(Resource):
    """One pod of a program on every node of `node_groups`: agents, drivers, collectors of logs.

    `requests` is taken from each node. On the `host_network` a pod has its node's address and none of its own.
    `sends_to`: where metrics, logs and traces go. `installed_by`: the EKS add-on or Helm release that brings it.
    https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
    """

    kind: ClassVar[str] = "daemon_set"
    section: ClassVar[str] = "daemon_sets"
    parents: ClassVar[tuple[str, ...]] = ("namespace",)

    requests: Quantities
    limits: Quantities | None = None
    image: Annotated[Address, one("ecr_repository", relation=Relation.DEPENDS_ON)] | None = None
    service_account: Annotated[Address, one("service_account", relation=Relation.RUNS_AS)] | None = None
    node_groups: Annotated[Addresses, any_of("eks_node_group", relation=Relation.RUNS_ON)]
    host_network: bool = False
    ports: FrozenMap[PortRange] = Field(default={}, validate_default=True)
    sends_to: Telemetry
    installed_by: Annotated[Address, one("eks_addon", "helm_release", relation=Relation.DEPLOYS)] | None = None
    priority_class: Annotated[Address, one("priority_class", relation=Relation.ASSOCIATED_WITH)] | None = None

    def edges(self) -> Iterator[Edge]:
        return from_the_installer(super().edges())
