"""A role that trusts a Git host's tokens names the repository, and the branch, tag or environment.

Design document §5: "GitHub Actions with OIDC". All of GitHub shares one provider, so the `sub` claim alone tells one's
own main branch from a stranger's repository; `*` in it lets in every repository of an organisation, or every branch and
pull request of one: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html

https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws

PASS:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          ci:
            trust:
              federated:
                github:
                  provider: token.actions.githubusercontent.com
                  subjects: ["repo:me/code:ref:refs/heads/main", "repo:me/code:environment:production"]
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          ci:
            trust:
              federated:
                github: {provider: token.actions.githubusercontent.com, subjects: ["repo:me/*:ref:refs/heads/main"]}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          ci:
            trust:
              federated: {github: {provider: token.actions.githubusercontent.com, subjects: ["repo:me/code:*"]}}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles:
          ci:
            trust:
              federated:
                github: {provider: token.actions.githubusercontent.com, subjects: ["repo:me/code:pull_request"]}
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        iam_roles: {ci: {trust: {federated: {any: {provider: id.example.com, subjects: ["*"]}}}}}
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.iam_role import GITHUB, IamRole

SEVERITY = Severity.ERROR
PILLAR: Pillar = "security"
SECTION = "5"
_SUBJECT = re.compile(r"repo:(?P<repository>[^:]+):(?P<context>.+)")
_OF_ONE = ("ref:refs/heads/", "ref:refs/tags/", "environment:")
"""What a subject may go on with: a branch, a tag, an environment."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each subject that lets in more than one repository's one branch, tag or environment."""
    for role in graph.model.of(IamRole):
        for name, federation in role.trust.federated.items():
            for index, subject in enumerate(federation.subjects):
                problem = _problem_of(subject, federation.provider == GITHUB)
                if problem:
                    path = at(role.address, "trust", "federated", name, "subjects", index)
                    mend = "repo:ORGANIZATION/REPOSITORY:ref:refs/heads/BRANCH, or :environment:NAME"
                    yield Complaint(path, f"`{subject}` lets in {problem}", mend)


def _problem_of(subject: str, is_github: bool) -> str:
    """Whom a subject lets in that it should not; "" for nobody."""
    if not subject.strip("*?"):
        return "everybody whom the provider knows"
    if not is_github:
        return ""
    parts = _SUBJECT.fullmatch(subject)
    if parts is None:
        return "nobody, or more than one repository: it has not the form of GitHub's claim"
    if "*" in parts["repository"] or "?" in parts["repository"]:
        return "more than one repository"
    for start in _OF_ONE:
        rest = parts["context"].removeprefix(start)
        if rest != parts["context"]:
            return "" if rest.strip("*?/") else f"every {start.rstrip('/').rpartition('/')[2].rstrip(':s') or 'branch'}"
    return "pull requests" if parts["context"] == "pull_request" else "every branch, tag and pull request"
