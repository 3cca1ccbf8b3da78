"""aws_grafana_workspace. `data_sources` are services: which of their resources are shown is set in Grafana."""

from __future__ import annotations

from exporters.terraform.rules import one_of
from exporters.terraform.shapes import Attribute, Json, Kind, Many, Scalar
from exporters.terraform.site import Site
from innovate_model.resources.grafana_workspace import GrafanaWorkspace

_SERVICES = {
    "cloudwatch_log_group": "CLOUDWATCH",
    "opensearch_domain": "AMAZON_OPENSEARCH_SERVICE",
    "prometheus_workspace": "PROMETHEUS",
    "xray_group": "XRAY",
}


def _services(workspace: GrafanaWorkspace, site: Site) -> Json:
    kinds = {site.kind(each) for each in workspace.data_sources}
    return sorted(_SERVICES[kind] for kind in kinds if kind in _SERVICES)


_SOURCES = Many(Scalar("string", one_of(*sorted(_SERVICES.values()))))
KIND = Kind(
    "grafana_workspace", instead={"data_sources": (Attribute("data_sources", _SOURCES, _services, default=[]),)}
)
