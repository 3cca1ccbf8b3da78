"""Experiments that do faults on purpose run outside production, and an alarm can stop them.

Design document §8: "chaos engineering in staging". Without a stop condition an experiment that goes wrong goes on to
its end: https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html

PASS:
    accounts:
      s:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: app}}
        cloudwatch_metric_alarms:
          errors:
            watches: vpcs.main.lbs.api
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            comparison_operator: GreaterThanThreshold
            threshold: 10
        fis_experiment_templates:
          zone:
            actions: {zone: {action_id: "aws:network:disrupt-connectivity", targets: vpcs.main.subnets.app-a}}
            stop_conditions: errors
FAIL:
    accounts:
      s:
        account_id: "111111111111"
        environment: staging
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
        fis_experiment_templates:
          zone: {actions: {zone: {action_id: "aws:network:disrupt-connectivity", targets: vpcs.main.subnets.app-a}}}
FAIL:
    accounts:
      p:
        account_id: "111111111111"
        environment: production
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {app: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: app}}
        cloudwatch_metric_alarms:
          errors:
            watches: vpcs.main.lbs.api
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            comparison_operator: GreaterThanThreshold
            threshold: 10
        fis_experiment_templates:
          zone:
            actions: {zone: {action_id: "aws:network:disrupt-connectivity", targets: vpcs.main.subnets.app-a}}
            stop_conditions: errors
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import environment_of
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.finding import Severity
from innovate_model.graph import Graph
from innovate_model.resources.fis_experiment_template import FisExperimentTemplate

SEVERITY = Severity.ERROR
PILLAR: Pillar = "reliability"
SECTION = "8"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each action at something of production's, and for each experiment that nothing stops."""
    for experiment in graph.model.of(FisExperimentTemplate):
        for name, action in experiment.actions.items():
            for target in action.targets:
                hit = graph.model.resources.get(target)
                if hit is not None and environment_of(graph, hit) == "production":
                    path = at(experiment.address, "actions", name, "targets")
                    message = f"{action.action_id} is done to {target}, which is production's"
                    yield Complaint(path, message, "do it to its like in staging")
        if not experiment.stop_conditions:
            path = at(experiment.address, "stop_conditions")
            yield Complaint(path, "nothing stops this experiment", "stop_conditions: a cloudwatch_metric_alarm")
