"""Somebody looks at every Prometheus workspace: Grafana, or a role that may query it.

Design document §8: "Prometheus -> AMP (Amazon Managed Prometheus) & Grafana dashboards". Managed Grafana sees the data
of other accounts only with access to the organisation:
https://docs.aws.amazon.com/grafana/latest/userguide/AMG-manage-workspaces-users.html

PASS:
    accounts:
      a:
        account_id: "111111111111"
        prometheus_workspaces: {main: {}}
        grafana_workspaces: {main: {authentication_providers: [AWS_SSO], data_sources: prometheus_workspaces.main}}
FAIL:
    accounts:
      a: {account_id: "111111111111", prometheus_workspaces: {main: {}}}
FAIL:
    accounts:
      a: {account_id: "111111111111", prometheus_workspaces: {main: {}}}
      b:
        account_id: "222222222222"
        grafana_workspaces:
          main: {authentication_providers: [AWS_SSO], data_sources: accounts.a.prometheus_workspaces.main}
"""

from __future__ import annotations

from collections.abc import Iterator

from innovate_model.checks import Complaint, Pillar, at
from innovate_model.edge import Relation
from innovate_model.finding import Related, Severity
from innovate_model.graph import Graph
from innovate_model.resources.grafana_workspace import GrafanaWorkspace
from innovate_model.resources.prometheus_workspace import PrometheusWorkspace

SEVERITY = Severity.WARNING
PILLAR: Pillar = "operational excellence"
SECTION = "8"


def check(graph: Graph) -> Iterator[Complaint]:
    """One complaint for each workspace that nothing reads, and for each Grafana that cannot see what it shows."""
    for workspace in graph.model.of(PrometheusWorkspace):
        if not graph.sources(workspace.address, Relation.READS):
            mend = "name it in the data_sources of a grafana_workspace"
            yield Complaint(at(workspace.address), "nobody looks at these metrics", mend)
    for grafana in graph.model.of(GrafanaWorkspace):
        foreign = [source for source in grafana.data_sources if not source.startswith(f"{grafana.parent}.")]
        if foreign and grafana.account_access_type == "CURRENT_ACCOUNT":
            related = Related("which is another account's", at(foreign[0]))
            message = "this workspace sees its own account only, and shows data of others"
            path = at(grafana.address, "account_access_type")
            yield Complaint(path, message, "account_access_type: ORGANIZATION", (related,))
