"""Metrics and who looks at them."""

from .support import Planted, expect

CHECK = "metrics-on-dashboards"
PLANTED = Planted("accounts.shared-services.grafana_workspaces.main.account_access_type", "CURRENT_ACCOUNT")


def test_a_role_that_queries_looks() -> None:
    """Grafana in a cluster queries with a role; one that only writes sees nothing."""
    expect(
        CHECK,
        """\
accounts:
  a:
    account_id: "111111111111"
    prometheus_workspaces: {seen: {}, unseen: {}}
    iam_roles:
      grafana:
        trust: {services: [ec2.amazonaws.com]}
        permissions:
          query: {effect: Allow, actions: [aps:QueryMetrics], on: prometheus_workspaces.seen}
          write: {effect: Allow, actions: [aps:RemoteWrite], on: prometheus_workspaces.unseen}
""",
        (4, 39, "nobody looks at these metrics"),
    )
