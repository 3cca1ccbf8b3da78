"""Somebody tries at least once a year to break into each application in production.

Design document §7: "Regular penetration testing". Scanners find what is known; people find what was put together
wrongly. AWS allows it against most services without asking: https://aws.amazon.com/security/penetration-testing/

Judged are production accounts that say which applications they run. A step of a pipeline counts as well as a practice
that applies to the application, its account, a unit above it or the organisation.

PASS:
    organization:
      title: Example
      region: us-east-1
      practices: {attack: {type: penetration_test, interval_days: 180, applies_to: accounts.production}}
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        applications: {shop: {type: web_site}}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        applications: {shop: {type: web_site}}
FAIL:
    organization:
      title: Example
      region: us-east-1
      practices: {attack: {type: penetration_test, interval_days: 1000, applies_to: accounts.production}}
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        applications: {shop: {type: web_site}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import account_of, in_environment
from innovate_model.analyses.guardrails import chain_above
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.application import Application
from innovate_model.resources.delivery_pipeline import DeliveryPipeline
from innovate_model.resources.practice import Practice

SEVERITY = Severity.WARNING
PILLAR: Pillar = "security"
SECTION = "7"
A_YEAR = 366


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each account with applications that nobody tests, and one for each practice that comes too
    seldom."""
    seldom: dict[str, Practice] = {}
    untested: dict[str, list[str]] = {}
    for application in in_environment(graph, Application, "production"):
        found = list(_practices(graph, application))
        regular = [each for each in found if each.interval_days is not None and each.interval_days <= A_YEAR]
        if regular or _is_tested_in_a_pipeline(graph, application):
            continue
        if found:
            seldom.setdefault(found[0].address, found[0])
        else:
            untested.setdefault(application.parent, []).append(application.name)
    for address in seldom:
        message = "production is tested less than once a year, or at no stated interval"
        yield Complaint(at(address, "interval_days"), message, "interval_days: 180")
    for account, names in untested.items():
        message = f"nobody tries to break into what runs here: {', '.join(names)}"
        mend = (
            "organization: {practices: {NAME: {type: penetration_test, interval_days: 180, applies_to: "
            + account
            + "}}}"
        )
        yield Complaint(at(account, "applications"), message, mend)


def _practices(graph: Graph, application: Application) -> Iterator[Practice]:
    account = account_of(graph, application)
    above = () if account is None else chain_above(graph, account)
    for holder in (application.address, *above):
        for source in graph.sources(holder, Relation.APPLIES_TO):
            practice = graph.model.get(source, Practice)
            if practice is not None and practice.type_ == "penetration_test":
                yield practice


def _is_tested_in_a_pipeline(graph: Graph, application: Application) -> bool:
    pipelines = (graph.model.get(address, DeliveryPipeline) for address in application.pipelines)
    return any(
        step.type_ == "penetration_test"
        for pipeline in pipelines
        if pipeline is not None
        for stage in pipeline.stages.values()
        for step in stage.steps.values()
    )
