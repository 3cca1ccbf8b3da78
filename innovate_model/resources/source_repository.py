"""A Git repository: at GitHub, in CodeCommit (aws_codecommit_repository) or elsewhere."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from innovate_model.resources.base import Resource
from innovate_model.values import FrozenMap, Name

Content = Literal[
    "application",
    "terraform",
    "terragrunt",
    "helm",
    "kustomize",
    "network_policies",
    "cluster_design",
    "argocd",
    "documentation",
]
"""What a folder holds."""


class SourceRepository(Resource):
    """Where the definitions and programs stand of which everything else is made: a Git repository.

    `folders`: path -> what it holds. `protected_branches` take changes by pull request only, each approved by
    `required_approvals` others.
    https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
    https://docs.aws.amazon.com/codecommit/latest/userguide/approval-rule-templates.html
    """

    kind: ClassVar[str] = "source_repository"
    section: ClassVar[str] = "source_repositories"
    parents: ClassVar[tuple[str, ...]] = ("account", "organization")

    service: Literal["github", "gitlab", "bitbucket", "codecommit"]
    url: Name
    default_branch: Name = "main"
    protected_branches: tuple[Name, ...] = ()
    required_approvals: int = Field(default=0, ge=0)
    folders: FrozenMap[Content] = Field(default={}, validate_default=True)
