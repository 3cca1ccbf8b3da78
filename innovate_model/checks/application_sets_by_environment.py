"""Each environment's cluster follows a folder of its own, and production's a branch that is protected.

Design document §4.3: "Argo CD provides GitOps continuous delivery with environment-specific application sets". Two
environments on one folder change together, so nothing is tried out before; and a branch that anybody may push to is a
way into production around the approval:
https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/

PASS:
    accounts:
      tools:
        account_id: "111111111111"
        source_repositories:
          code:
            service: github
            url: https://github.com/example/code
            protected_branches: [main]
            folders: {kubernetes/: kustomize}
      production:
        account_id: "222222222222"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                namespaces: {api: {}}
                argocd_application_sets:
                  api:
                    source_repository: accounts.tools.source_repositories.code
                    path: kubernetes/overlays/production
                    tool: kustomize
                    environment: production
                    deploys: namespaces.api
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        source_repositories:
          code: {service: github, url: https://github.com/example/code, folders: {kubernetes/: kustomize}}
      production:
        account_id: "222222222222"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                namespaces: {api: {}}
                argocd_application_sets:
                  api:
                    source_repository: accounts.tools.source_repositories.code
                    path: kubernetes/overlays/production
                    tool: kustomize
                    environment: production
                    deploys: namespaces.api
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        source_repositories:
          code: {service: github, url: https://github.com/example/code, folders: {charts/: helm}}
      dev:
        account_id: "222222222222"
        environment: dev
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            eks_clusters:
              main:
                version: 1.34
                subnets: app
                namespaces: {api: {}}
                argocd_application_sets:
                  api:
                    source_repository: accounts.tools.source_repositories.code
                    path: kubernetes/overlays/dev
                    tool: kustomize
                    environment: staging
                    deploys: namespaces.api
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.argocd_application_set import ArgocdApplicationSet
from innovate_model.resources.source_repository import SourceRepository

SEVERITY = Severity.ERROR
PILLAR: Pillar = "operational excellence"
SECTION = "4.3"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each set that is of another environment than its cluster, shares its folder with another
    environment, follows nothing that exists, or in production a branch that is not protected."""
    followers: dict[tuple[str, str, str], ArgocdApplicationSet] = {}
    for item in graph.model.of(ArgocdApplicationSet):
        environment = environment_of(graph, item)
        if environment and item.environment != environment:
            message = f"this set is for {item.environment or 'no environment'}, and its cluster is {environment}'s"
            yield Complaint(at(item.address, "environment"), message, f"environment: {environment}")
        key = (item.source_repository, item.revision, item.path)
        other = followers.setdefault(key, item)
        if environment and environment_of(graph, other) not in ("", environment):
            message = f"{environment} and {environment_of(graph, other)} follow one folder and change together"
            related = Related("the other one", at(other.address, "path"))
            yield Complaint(at(item.address, "path"), message, "a folder for each environment", (related,))
        repository = graph.model.get(item.source_repository, SourceRepository)
        if repository is not None:
            yield from _astray(item, repository, environment)


def _astray(item: ArgocdApplicationSet, repository: SourceRepository, environment: str) -> Iterator[Complaint]:
    """What is wrong between a set and its repository."""
    holding = [content for folder, content in repository.folders.items() if _is_in(item.path, folder)]
    related = Related("its folders", at(repository.address, "folders"))
    if repository.folders and not holding:
        message = f"{repository.name} has no folder that {item.path} could be in"
        mend = "a path below " + " or ".join(repository.folders)
        yield Complaint(at(item.address, "path"), message, mend, (related,))
    wrong = {"helm": "kustomize", "kustomize": "helm"}[item.tool]
    if holding and all(content == wrong for content in holding):
        yield Complaint(at(item.address, "tool"), f"the folder is for {wrong}", f"tool: {wrong}", (related,))
    if environment == "production" and item.revision not in repository.protected_branches:
        message = f"production follows {item.revision}, which takes changes that nobody else has seen"
        mend = f"protected_branches: [{item.revision}] at {repository.address}"
        yield Complaint(at(item.address, "revision"), message, mend, (related,))


def _is_in(path: str, folder: str) -> bool:
    return f"{path.strip('/')}/".startswith(f"{folder.strip('/')}/")
