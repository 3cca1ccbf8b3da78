"""Between staging and production a pipeline runs performance and security tests, and stops when they fail.

Design document §2: staging is "Used for performance/security testing". A test that runs after the deployment it should
have prevented, or whose failure stops nothing, is a report:
https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_testing_resiliency_test_non_functional.html

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
              staging:
                account: accounts.staging
                steps:
                  deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}
                  load: {type: performance_test}
                  attack: {type: security_test}
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
              staging:
                account: accounts.staging
                steps:
                  deploy: {type: deploy, deploys: accounts.staging.s3_buckets.site}
                  load: {type: performance_test, is_blocking: no}
                  attack: {type: security_test}
              production: {steps: {deploy: {type: deploy, deploys: accounts.production.s3_buckets.site}}}
      staging: {account_id: "222222222222", environment: staging, s3_buckets: {site: {}}}
      production: {account_id: "333333333333", environment: production, s3_buckets: {site: {}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.promotion import Position, changes, delivered_to, environments_of, positions
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.account import Account
from innovate_model.resources.delivery_pipeline import DeliveryPipeline

SEVERITY = Severity.WARNING
PILLAR: Pillar = "reliability"
SECTION = "2"
TESTS = ("performance_test", "security_test")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each sort of test that a pipeline lacks there, and for each that stops nothing."""
    if not any(account.environment == "staging" for account in graph.model.of(Account)):
        return
    for pipeline, into_production in delivered_to(graph, "production"):
        between = list(_between(graph, pipeline, into_production[0]))
        staged = changes(graph, pipeline, "staging")
        where = staged[-1].stage_path if staged else at(pipeline.address, "stages")
        for sort in TESTS:
            found = [position for position in between if position.step.type_ == sort]
            if not found:
                message = f"no {sort} runs between staging and production"
                yield Complaint((*where, "steps") if staged else where, message, f"a step with type: {sort} in staging")
            elif not any(position.step.is_blocking for position in found):
                message = f"production is changed even when this {sort} fails"
                yield Complaint((*found[0].path, "is_blocking"), message, "is_blocking: yes")


def _between(graph: Graph, pipeline: DeliveryPipeline, end: Position) -> Iterator[Position]:
    """The steps in staging after its first change and before production's."""
    has_begun = False
    for position in positions(pipeline):
        if position == end:
            return
        is_staging = "staging" in environments_of(graph, position)
        if has_begun and is_staging:
            yield position
        has_begun = has_begun or (is_staging and bool(position.changed))
