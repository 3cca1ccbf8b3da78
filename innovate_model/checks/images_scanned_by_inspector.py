"""Amazon Inspector looks at the images of each account that runs them, again and again.

Design document §4.3: "Images stored in Amazon ECR with vulnerability scans via Amazon Inspector". Most vulnerabilities
become known after an image was pushed, so one scan then is not enough; scanning is a setting of a whole registry, and
does not travel with a replicated image: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html

Accounts that serve no environment and to which no pipeline publishes images are not judged.

PASS:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
        ecr_repositories: {api: {}}
        ecr_registry_scanning_configurations: {all: {scan_type: ENHANCED, scan_frequency: CONTINUOUS_SCAN}}
FAIL:
    accounts:
      dev: {account_id: "111111111111", environment: dev, ecr_repositories: {api: {scan_on_push: yes}}}
FAIL:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
        ecr_repositories: {api: {}}
        ecr_registry_scanning_configurations: {all: {scan_type: BASIC}}
FAIL:
    accounts:
      dev:
        account_id: "111111111111"
        environment: dev
        ecr_repositories: {api: {}}
        ecr_registry_scanning_configurations: {all: {scan_type: ENHANCED, repository_filters: [production-*]}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import account_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.ecr_registry_scanning_configuration import EcrRegistryScanningConfiguration
from innovate_model.resources.ecr_repository import EcrRepository

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "4.3"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account whose registry is not scanned, and one for each repository that a filter leaves
    out."""
    settings: dict[str, list[EcrRegistryScanningConfiguration]] = {}
    for setting in graph.model.of(EcrRegistryScanningConfiguration):
        settings.setdefault(setting.parent, []).append(setting)
    for account, repositories in _judged(graph).items():
        found = settings.get(account, [])
        enhanced = [setting for setting in found if setting.scan_type == "ENHANCED"]
        if not enhanced:
            path = at(found[0].address, "scan_type") if found else at(account, "ecr_registry_scanning_configurations")
            mend = "scan_type: ENHANCED" if found else "{all: {scan_type: ENHANCED, scan_frequency: CONTINUOUS_SCAN}}"
            yield Complaint(path, "Amazon Inspector does not look at the images of this account", mend)
            continue
        for repository in repositories:
            covering = [setting for setting in enhanced if setting.covers(repository.name)]
            if not covering:
                message = f"no filter covers the repository {repository.name}, so nothing scans its images"
                yield Complaint(at(enhanced[0].address, "repository_filters"), message, 'repository_filters: ["*"]')
            elif all(setting.scan_frequency == "SCAN_ON_PUSH" for setting in covering):
                message = f"images of {repository.name} are scanned once, and not when a vulnerability becomes known"
                path = at(covering[0].address, "scan_frequency")
                yield Complaint(path, message, "scan_frequency: CONTINUOUS_SCAN")


def _judged(graph: Graph) -> dict[str, list[EcrRepository]]:
    found: dict[str, list[EcrRepository]] = {}
    for repository in graph.model.of(EcrRepository):
        account: Account | None = account_of(graph, repository)
        is_published = any(graph.into(repository.address, Relation.DEPLOYS))
        if account is not None and (account.environment or is_published):
            found.setdefault(account.address, []).append(repository)
    return found
