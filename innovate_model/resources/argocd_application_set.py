"""An ApplicationSet of Argo CD (argocd_application_set)."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one
from innovate_model.values import Name


class ArgocdApplicationSet(Resource):
    """What Argo CD keeps equal to a folder of a repository: the manifests that `tool` makes of `path`, in the
    namespaces that it `deploys`.

    With `sync: automated` a commit is enough; then `self_heal` undoes changes that somebody makes by hand, and `prune`
    deletes what the folder no longer has. What runs goes on without the repository, only changes wait.
    https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/
    https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/
    """

    kind: ClassVar[str] = "argocd_application_set"
    section: ClassVar[str] = "argocd_application_sets"
    parents: ClassVar[tuple[str, ...]] = ("namespace", "eks_cluster")

    source_repository: Annotated[Address, one("source_repository", relation=Relation.DEPENDS_ON)]
    path: Name
    revision: Name = "main"
    tool: Literal["helm", "kustomize"]
    environment: Literal["dev", "staging", "production"] | None = None
    deploys: Annotated[Addresses, every("namespace", "deployment", relation=Relation.DEPLOYS)]
    sync: Literal["automated", "manual"] = "manual"
    self_heal: bool = False
    prune: bool = False

    @model_validator(mode="after")
    def _heals_by_itself(self) -> Any:
        if self.sync == "manual" and (self.self_heal or self.prune):
            message = "`self_heal` and `prune` belong to `sync: automated`"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self
