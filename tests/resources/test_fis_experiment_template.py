"""fis_experiment_templates of an account"""

import pytest

from .support import faults, one


def test_an_experiment_does_faults() -> None:
    """Each action has its targets; an alarm stops all of them."""
    it, edges = one(
        "account",
        """
        cloudwatch_metric_alarms:
          errors:
            watches: vpcs.main.lbs.front
            namespace: AWS/ApplicationELB
            metric_name: HTTPCode_Target_5XX_Count
            comparison_operator: GreaterThanThreshold
            threshold: 10
        fis_experiment_templates:
          it:
            actions:
              writer: {action_id: aws:rds:failover-db-cluster, targets: vpcs.main.aurora_clusters.db}
              zone: {action_id: aws:network:disrupt-connectivity, targets: vpcs.main.subnets.app-a}
              host: {action_id: aws:ec2:stop-instances, targets: vpcs.main.instances.server}
            stop_conditions: errors
            iam_role: role
        """,
    )
    assert sorted(it.actions) == ["host", "writer", "zone"]
    assert edges == {
        "applies_to aurora_clusters.db",
        "applies_to instances.server",
        "applies_to subnets.app-a",
        "associated_with cloudwatch_metric_alarms.errors",
        "runs_as iam_roles.role",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            fis_experiment_templates:
              it: {actions: {}}
            """,
            "wrong-type:2",
        ),
        (
            """
            fis_experiment_templates:
              it: {actions: {one: {action_id: failover, targets: vpcs.main.aurora_clusters.db}}}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
