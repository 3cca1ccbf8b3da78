"""A release of a Helm chart (helm_release of the Helm provider)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, any_of, one
from innovate_model.values import FrozenMap, Name


class HelmRelease(Resource):
    """A chart, installed into a namespace under a name.

    `values` are those of its settings that matter to a reader; the rest stands with the chart. The deployments and
    daemon sets that it brings say so in `installed_by`; `service_account` and `node_groups` are for pods that are not
    written as such. `version` is the chart's, not the program's.
    https://helm.sh/docs/intro/using_helm/
    """

    kind: ClassVar[str] = "helm_release"
    section: ClassVar[str] = "helm_releases"
    parents: ClassVar[tuple[str, ...]] = ("namespace",)

    chart: Name
    repository: Name
    version: Name
    values: FrozenMap[str] = Field(default={}, validate_default=True)
    service_account: Annotated[Address, one("service_account", relation=Relation.RUNS_AS)] | None = None
    node_groups: Annotated[Addresses, any_of("eks_node_group", relation=Relation.RUNS_ON)] = ()
