"""Rules that a cluster's API server holds new objects against, by an admission controller."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Resource
from innovate_model.resources.reference import Address, Addresses, every, one

Rule = Literal[
    "no_privileged_pods",
    "no_host_namespaces",
    "no_latest_tag",
    "run_as_non_root",
    "read_only_root_filesystem",
    "trusted_registries",
    "signed_images",
    "requests_and_limits",
    "probes",
    "labels",
]


class AdmissionPolicy(Resource):
    """What an object must keep to be let into a cluster, in every namespace but the `excluded_namespaces`.

    `rules` are baselines that Gatekeeper's library, Kyverno's and Kubernetes' Pod Security Standards have in common.
    `enforcement`: `deny` refuses what breaks one, `warn` lets it in with a warning, `dryrun` only counts it.
    `installed_by` is the release of the controller; `validating_admission_policy` is Kubernetes' own and needs none.
    https://open-policy-agent.github.io/gatekeeper/website/docs/violations/
    https://kubernetes.io/docs/concepts/security/pod-security-standards/
    """

    kind: ClassVar[str] = "admission_policy"
    section: ClassVar[str] = "admission_policies"
    parents: ClassVar[tuple[str, ...]] = ("eks_cluster",)

    engine: Literal["gatekeeper", "kyverno", "validating_admission_policy"]
    rules: tuple[Rule, ...]
    enforcement: Literal["deny", "warn", "dryrun"] = "deny"
    excluded_namespaces: Annotated[Addresses, every("namespace", relation=Relation.ASSOCIATED_WITH)] = ()
    installed_by: Annotated[Address, one("helm_release", relation=Relation.DEPENDS_ON)] | None = None

    @model_validator(mode="after")
    def _has_rules(self) -> Any:
        if not self.rules:
            raise PydanticCustomError("missing_key", "{message}", {"message": "a policy without `rules` says nothing"})
        return self
