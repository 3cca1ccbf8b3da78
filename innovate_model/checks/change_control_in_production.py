"""What goes to production comes from a protected branch, and somebody else has agreed to each change.

Design document §2: production has "Strict change control, least-privilege access". A pipeline carries whatever is in
its branch, so control begins where changes get into it:
https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-protected-branches/about-protected-branches
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/implement-change.html

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        s3_buckets: {site: {}}
        source_repositories:
          code:
            service: github
            url: https://github.com/example/code
            protected_branches: [main]
            required_approvals: 1
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            stages: {go: {approval: manual, steps: {deploy: {type: deploy, deploys: s3_buckets.site}}}}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        s3_buckets: {site: {}}
        source_repositories: {code: {service: github, url: https://github.com/example/code, required_approvals: 1}}
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            stages: {go: {approval: manual, steps: {deploy: {type: deploy, deploys: s3_buckets.site}}}}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        s3_buckets: {site: {}}
        source_repositories: {code: {service: github, url: https://github.com/example/code, protected_branches: [main]}}
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            stages: {go: {approval: manual, steps: {deploy: {type: deploy, deploys: s3_buckets.site}}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.promotion import delivered_to
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.source_repository import SourceRepository

SEVERITY = Severity.ERROR
PILLAR: Pillar = "operational excellence"
SECTION = "2"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each repository that takes changes for production from one person alone."""
    users: dict[str, str] = {}
    for pipeline, _ in delivered_to(graph, "production"):
        users.setdefault(pipeline.source_repository, pipeline.address)
    for address, pipeline_address in users.items():
        repository = graph.model.get(address, SourceRepository)
        if repository is None:
            continue
        related = Related("this takes it to production", at(pipeline_address))
        branch = repository.default_branch
        if branch not in repository.protected_branches:
            message = f"anybody who may write here changes {branch}, and with it production, alone"
            path = at(address, "protected_branches")
            yield Complaint(path, message, f"protected_branches: [{branch}]", (related,))
        elif repository.required_approvals < 1:
            message = f"nobody else need agree to a change of {branch}, which goes to production"
            yield Complaint(at(address, "required_approvals"), message, "required_approvals: 1", (related,))
