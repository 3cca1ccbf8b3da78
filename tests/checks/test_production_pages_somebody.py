"""Paging: which topics are judged."""

from .support import Planted, expect

CHECK = "production-pages-somebody"
PLANTED = Planted(
    "accounts.production.sns_topics.alerts.subscriptions.pagerduty",
    "null",
    found_at="accounts.production.sns_topics.alerts.subscriptions",
)

MODEL = """\
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


def test_elsewhere_a_mail_is_enough() -> None:
    """Nobody is woken for staging."""
    expect(CHECK, MODEL.replace("environment: production", "environment: staging"))


def test_a_topic_that_no_alarm_uses() -> None:
    """It may be for reports."""
    expect(CHECK, MODEL.replace("alarm_actions: alerts", "treat_missing_data: ignore"))
