"""Every alarm tells somebody.

Design document §8: "Incident Response: PagerDuty/SNS alerts". An alarm without an action turns red where nobody looks,
and a topic without a subscription tells nobody:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html

An alarm that does nothing but stop an experiment is not judged.

PASS:
    accounts:
      a:
        account_id: "111111111111"
        sns_topics: {alerts: {subscriptions: {team: {protocol: email, endpoint: team@example.org}}}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: public}}
        cloudwatch_metric_alarms:
          errors:
            watches: vpcs.main.lbs.api
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            comparison_operator: GreaterThanThreshold
            threshold: 10
            alarm_actions: alerts
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: public}}
        cloudwatch_metric_alarms:
          errors:
            watches: vpcs.main.lbs.api
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            comparison_operator: GreaterThanThreshold
            threshold: 10
FAIL:
    accounts:
      a:
        account_id: "111111111111"
        sns_topics: {alerts: {}}
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {public: {per: availability_zone, newbits: 4, netnum: 0}}
            lbs: {api: {type: application, subnets: public}}
        cloudwatch_metric_alarms:
          errors:
            watches: vpcs.main.lbs.api
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            comparison_operator: GreaterThanThreshold
            threshold: 10
            alarm_actions: alerts
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.cloudwatch_metric_alarm import CloudwatchMetricAlarm
from innovate_model.resources.sns_topic import SnsTopic

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "8"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each alarm without an action, and for each topic that is told things and tells nobody."""
    for alarm in graph.model.of(CloudwatchMetricAlarm):
        if not alarm.alarm_actions and not graph.sources(alarm.address, Relation.ASSOCIATED_WITH):
            yield Complaint(
                at(alarm.address, "alarm_actions"), "this alarm tells nobody", "alarm_actions: an sns_topic"
            )
    for topic in graph.model.of(SnsTopic):
        tellers = graph.sources(topic.address, Relation.NOTIFIES)
        if tellers and not topic.subscriptions:
            related = Related("which tells it", at(tellers[0]))
            mend = "subscriptions: {on-call: {protocol: https, endpoint: https://...}}"
            yield Complaint(at(topic.address, "subscriptions"), "nobody listens to this topic", mend, (related,))
