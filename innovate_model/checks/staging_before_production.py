"""Production gets only what an earlier stage of the same pipeline has put into staging.

Design document §1: "gated promotion between environments"; §2: staging is "Pre-production validation mirroring
production". What staging has not run, production tries out on its users:
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/implement-change.html

Organisations without a staging account are not judged.

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
              staging: {steps: {deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}}}
              production: {steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}}
      staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
      production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
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
              production: {steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}}
              staging: {steps: {deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}}}
      staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
      production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
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
              staging: {steps: {deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}}}
              production:
                steps:
                  deploy:
                    type: deploy
                    deploys: [accounts.production.s3_buckets.site, accounts.production.s3_buckets.extra]
      staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}, extra: {}}}
      production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}, extra: {}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.analyses.promotion import environments_of, in_its_account, positions
from innovate_model.checks import Complaint, Pillar
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.delivery_pipeline import DeliveryPipeline

SEVERITY = Severity.ERROR
PILLAR: Pillar = "operational excellence"
SECTION = "1"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each step that brings something to production which staging has not seen before."""
    if not any(account.environment == "staging" for account in graph.model.of(Account)):
        return
    for pipeline in graph.model.of(DeliveryPipeline):
        yield from _skipping(graph, pipeline)


def _skipping(graph: Graph, pipeline: DeliveryPipeline) -> Iterator[Complaint]:
    staged: set[str] = set()
    for position in positions(pipeline):
        where = environments_of(graph, position)
        for attribute, targets in (("migrates", position.step.migrates), ("deploys", position.step.deploys)):
            if "production" in where:
                new = [address for address in targets if _is_new(graph, address, staged)]
                if new:
                    message = f"production gets what no stage before has put into staging: {', '.join(new)}"
                    mend = "a stage before this one, with the account of staging, that does the same there"
                    yield Complaint((*position.path, attribute), message, mend)
            if "staging" in where:
                staged.update(in_its_account(address) for address in targets)


def _is_new(graph: Graph, address: str, staged: set[str]) -> bool:
    if address not in graph.model:
        return False
    return environment_of(graph, graph.model[address]) == "production" and in_its_account(address) not in staged
