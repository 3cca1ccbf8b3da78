"""grafana_workspaces of an account"""

import pytest

from .support import faults, one


def test_it_reads_what_it_shows() -> None:
    """Of any kind, each by its collection."""
    it, edges = one(
        "account",
        """
        prometheus_workspaces: {metrics: {}}
        xray_groups: {api: {filter_expression: fault}}
        grafana_workspaces:
          it:
            authentication_providers: [AWS_SSO]
            data_sources: [prometheus_workspaces.metrics, xray_groups.api]
        """,
    )
    assert it.account_access_type == "CURRENT_ACCOUNT"
    assert edges == {"reads prometheus_workspaces.metrics", "reads xray_groups.api"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            """
            grafana_workspaces:
              it: {authentication_providers: []}
            """,
            "wrong-type:2",
        ),
        (
            """
            grafana_workspaces:
              it: {authentication_providers: [AWS_SSO], account_access_type: EVERYBODY}
            """,
            "wrong-type:2",
        ),
    ],
)
def test_faults(text: str, expected: str) -> None:
    """Each of these is one finding, at the key that is wrong."""
    assert faults("account", text) == [expected]
