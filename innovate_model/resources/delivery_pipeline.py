"""A pipeline from a commit to production: GitHub Actions, CodePipeline (aws_codepipeline) or another."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from innovate_model.edge import Relation
from innovate_model.resources.base import Part, Resource
from innovate_model.resources.reference import Address, Addresses, any_of, every, one
from innovate_model.values import FrozenMap

PUBLISHED = ("ecr_repository", "s3_bucket", "codeartifact_repository")
DEPLOYED = ("argocd_application_set", "deployment", "s3_bucket", "cloudfront_distribution")
INSPECTED = ("ecr_repository", "source_repository", "application", "deployment", "lb", "cloudfront_distribution")
_SUBJECTS = {
    "image_build": "publishes",
    "image_sign": "publishes",
    "publish": "publishes",
    "image_scan": "inspects",
    "schema_migration": "migrates",
    "deploy": "deploys",
}
"""Kinds of step that are nothing without what they are about, and the attribute that says it."""

StepKind = Literal[
    "unit_test",
    "integration_test",
    "performance_test",
    "security_test",
    "penetration_test",
    "static_analysis",
    "dependency_scan",
    "image_build",
    "image_scan",
    "image_sign",
    "publish",
    "schema_migration",
    "deploy",
    "smoke_test",
]


class Step(Part):
    """One thing that a stage does, with a `tool`. A step that `is_blocking` stops the pipeline when it fails.

    An image's `platforms` are what BuildKit builds it for
    (https://docs.docker.com/build/building/multi-platform/). A signature is published beside its image.
    """

    type_: StepKind = Field(alias="type")
    tool: str = ""
    is_blocking: bool = True
    platforms: tuple[Literal["linux/amd64", "linux/arm64"], ...] = ()
    publishes: Annotated[Addresses, every(*PUBLISHED, relation=Relation.DEPLOYS)] = ()
    inspects: Annotated[Addresses, every(*INSPECTED, relation=Relation.WATCHES)] = ()
    migrates: Annotated[Addresses, every("aurora_cluster", relation=Relation.DEPLOYS)] = ()
    deploys: Annotated[Addresses, every(*DEPLOYED, relation=Relation.DEPLOYS)] = ()

    @model_validator(mode="after")
    def _is_about_something(self) -> Any:
        needed = _SUBJECTS.get(self.type_)
        if needed is not None and not getattr(self, needed):
            message = f"a step of the type {self.type_} says what it {needed}"
            raise PydanticCustomError("missing_key", "{message}", {"message": message})
        if self.platforms and self.type_ != "image_build":
            message = f"`platforms` are those of an image_build, and this is a {self.type_}"
            raise PydanticCustomError("not_supported", "{message}", {"message": message})
        return self


class Stage(Part):
    """Steps that run one after another, in `account` where it changes one, acting there as `iam_role`.

    `approval: manual` waits for a person before the first of them.
    https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html
    https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
    """

    account: Annotated[Address, one("account", relation=Relation.ASSOCIATED_WITH)] | None = None
    iam_role: Annotated[Address, one("iam_role", relation=Relation.ASSUMES)] | None = None
    approval: Literal["none", "manual"] = "none"
    steps: FrozenMap[Step] = Field(min_length=1)


class DeliveryPipeline(Resource):
    """What carries each change of a repository through tests and environments: `stages`, in the order in which they are
    written, and in each its `steps` in theirs.

    It acts as `iam_role`: by OpenID Connect where it runs outside of AWS
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html). `runners` are machines of
    one's own that it runs on; without any the service brings them.
    https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts.html
    """

    kind: ClassVar[str] = "delivery_pipeline"
    section: ClassVar[str] = "delivery_pipelines"
    parents: ClassVar[tuple[str, ...]] = ("account",)

    service: Literal["github_actions", "codepipeline", "gitlab_ci", "jenkins"]
    source_repository: Annotated[Address, one("source_repository", relation=Relation.DEPENDS_ON)]
    iam_role: Annotated[Address, one("iam_role", relation=Relation.RUNS_AS)] | None = None
    runners: Annotated[Addresses, any_of("instance", relation=Relation.RUNS_ON)] = ()
    stages: FrozenMap[Stage] = Field(min_length=1)
