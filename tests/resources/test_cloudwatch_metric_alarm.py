"""cloudwatch_metric_alarms of an account"""

import pytest

from .support import faults, one


def test_an_alarm_watches_and_tells() -> None:
    """What it watches is one thing, whom it tells may be several."""
    it, edges = one(
        "account",
        """
        sns_topics: {alerts: {}}
        cloudwatch_metric_alarms:
          it:
            watches: vpcs.main.lbs.front
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            statistic: Sum
            comparison_operator: GreaterThanThreshold
            threshold: 10
            alarm_actions: alerts
        """,
    )
    assert it.period_seconds == 60
    assert it.threshold == 10
    assert edges == {"watches lbs.front", "notifies sns_topics.alerts"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            cloudwatch_metric_alarms:
              it:
                watches: vpcs.main.lbs.front
                namespace: AWS/ApplicationELB
                metric_name: HTTPCode_Target_5XX_Count
                comparison_operator: GreaterThanThreshold
                threshold: 10
                period_seconds: 90
            """,
            "bad-period:8",
        ),
        (
            """
            cloudwatch_metric_alarms:
              it:
                watches: vpcs.main.lbs.front
                namespace: AWS/ApplicationELB
                metric_name: HTTPCode_Target_5XX_Count
                comparison_operator: GreaterThanThreshold
                threshold: 10
                period_seconds: 60
                evaluation_periods: 1441
            """,
            "bad-period:2",
        ),
        (
            """
            cloudwatch_metric_alarms:
              it:
                watches: kms_keys.key
                namespace: AWS/KMS
                metric_name: SecondsUntilKeyMaterialExpiration
                comparison_operator: LessThanThreshold
                threshold: 10
            """,
            "wrong-reference:3",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
