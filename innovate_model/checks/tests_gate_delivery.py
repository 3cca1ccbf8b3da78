"""A pipeline runs tests and a scan of dependencies before it changes anything, and stops when one fails.

Design document §1: "CI/CD with automated testing"; §7: "dependency scanning integrated into CI/CD". A failed test that
lets the change pass is no gate:
https://docs.aws.amazon.com/wellarchitected/latest/framework/sec_appsec_automate_testing_throughout_lifecycle.html

PASS:
    accounts:
      tools:
        account_id: "111111111111"
        s3_buckets: {site: {}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            stages:
              build: {steps: {tests: {type: unit_test}, dependencies: {type: dependency_scan}}}
              go: {steps: {deploy: {type: deploy, deploys: s3_buckets.site}}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        s3_buckets: {site: {}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            stages:
              build: {steps: {tests: {type: unit_test}}}
              go: {steps: {deploy: {type: deploy, deploys: s3_buckets.site}, dependencies: {type: dependency_scan}}}
FAIL:
    accounts:
      tools:
        account_id: "111111111111"
        s3_buckets: {site: {}}
        source_repositories: {code: {service: github, url: https://github.com/example/code}}
        delivery_pipelines:
          site:
            service: codepipeline
            source_repository: code
            stages:
              build: {steps: {tests: {type: unit_test, is_blocking: no}, dependencies: {type: dependency_scan}}}
              go: {steps: {deploy: {type: deploy, deploys: s3_buckets.site}}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.promotion import before_any_change, positions
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.delivery_pipeline import DeliveryPipeline

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "1"
GATES = {"test": ("unit_test", "integration_test"), "dependency_scan": ("dependency_scan",)}
"""What must come first, and the types of step that do it."""


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each gate that a pipeline lacks or that stands open."""
    for pipeline in graph.model.of(DeliveryPipeline):
        if not any(position.changed for position in positions(pipeline)):
            continue
        first = before_any_change(pipeline)
        for name, sorts in GATES.items():
            found = [position for position in first if position.step.type_ in sorts]
            if not found:
                message = f"this pipeline changes environments without a {name} before"
                mend = f"a step with type: {sorts[0]} in its first stage"
                yield Complaint(at(pipeline.address, "stages"), message, mend)
            for position in found:
                if not position.step.is_blocking:
                    message = f"the pipeline goes on when this {position.step.type_} fails"
                    yield Complaint((*position.path, "is_blocking"), message, "is_blocking: yes")
