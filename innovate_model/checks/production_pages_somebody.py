"""An alarm of production wakes somebody: its topic has a subscriber that is no mailbox.

Design document §8: "Incident Response: PagerDuty/SNS alerts". A mail is read in the morning; a service that pages, a
text message or a program acts at once:
https://docs.aws.amazon.com/sns/latest/dg/sns-user-notifications.html

Judged are topics of production that alarms speak through. Topics without any subscriber are judged elsewhere.

PASS:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        sns_topics: {alerts: {subscriptions: {team: {protocol: https, endpoint: "https://events.example.com/page"}}}}
        cloudwatch_metric_alarms:
          errors:
            watches: vpcs.main.lbs.api
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            statistic: Sum
            comparison_operator: GreaterThanThreshold
            threshold: 10
            alarm_actions: alerts
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {db: {ingress: {}, egress: {}}}
            lbs: {api: {type: application, internal: yes, subnets: data}}
FAIL:
    accounts:
      production:
        account_id: "111111111111"
        environment: production
        sns_topics: {alerts: {subscriptions: {team: {protocol: email, endpoint: team@example.com}}}}
        cloudwatch_metric_alarms:
          errors:
            watches: vpcs.main.lbs.api
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            statistic: Sum
            comparison_operator: GreaterThanThreshold
            threshold: 10
            alarm_actions: alerts
        vpcs:
          main:
            cidr_block: 10.0.0.0/16
            availability_zones: [a, b]
            subnets: {data: {per: availability_zone, newbits: 4, netnum: 0}}
            security_groups: {db: {ingress: {}, egress: {}}}
            lbs: {api: {type: application, internal: yes, subnets: data}}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.analyses.environments import in_environment
from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.sns_topic import SnsTopic

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "8"

MAILBOXES = ("email", "email-json")


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each topic that only mailboxes hear."""
    for topic in in_environment(graph, SnsTopic, "production"):
        alarms = graph.sources(topic.address, Relation.NOTIFIES)
        protocols = {subscription.protocol for subscription in topic.subscriptions.values()}
        if alarms and protocols and protocols <= set(MAILBOXES):
            related = (Related("an alarm speaks through it", at(alarms[0])),)
            message = "alarms of production end in a mailbox"
            mend = "subscriptions: {pager: {protocol: https, endpoint: https://...}}"
            yield Complaint(at(topic.address, "subscriptions"), message, mend, related)
