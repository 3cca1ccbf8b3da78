"""Alarms and who hears them."""

from .support import Planted, expect

CHECK = "alarms-notify"
PLANTED = Planted("accounts.production.cloudwatch_metric_alarms.api-errors.alarm_actions", "[]")


def test_an_alarm_that_stops_an_experiment() -> None:
    """It has its use without telling anybody; a topic that nothing tells is no alarm's."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    sns_topics: {spare: {}}
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
""",
    )
