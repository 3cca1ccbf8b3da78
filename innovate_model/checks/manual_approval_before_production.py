"""A person agrees before a pipeline changes anything in production.

Design document §5: "manual approval before production". A pipeline is fast at carrying a mistake to everybody; the
approval is where somebody looks at what staging has shown:
https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html

In GitHub Actions it is an environment with required reviewers:
https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments

PASS:
    accounts:
      tools:
        account_id: "111111111111"
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            stages:
              production:
                account: accounts.production
                approval: manual
                steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}
      production: {account_id: "222222222222", environment: production, s3_buckets: {site: {}}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            stages:
              production:
                account: accounts.production
                steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}
      production: {account_id: "222222222222", environment: production, s3_buckets: {site: {}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.promotion import delivered_to
from innovate_model.checks import Complaint, Pillar
from innovate_model.finding import Severity
from innovate_model.graph import Graph

SEVERITY = Severity.ERROR
PILLAR: Pillar = "operational excellence"
SECTION = "5"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each stage that changes production and waits for nobody."""
    for _, found in delivered_to(graph, "production"):
        stages = {position.stage_path: position.stage for position in found}
        for path, stage in stages.items():
            if stage.approval != "manual":
                message = "this stage changes production and nobody is asked before"
                yield Complaint((*path, "approval"), message, "approval: manual")
