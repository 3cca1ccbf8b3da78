"""aws_cloudwatch_metric_alarm: `dimensions` names what it watches: the name of that AWS mostly makes up."""

from __future__ import annotations

from exporters.terraform.kinds.fis_experiment_template import PODS, pods
from exporters.terraform.parts import to_kind
from exporters.terraform.shapes import Attribute, Json, Kind, Object, write
from exporters.terraform.site import Site
from innovate_model.resources.cloudwatch_metric_alarm import WATCHED, CloudwatchMetricAlarm


def _pods(alarm: CloudwatchMetricAlarm, site: Site) -> Json:
    return pods(alarm.watches, site) if site.kind(alarm.watches) == "deployment" else None


_DIMENSIONS = (
    Attribute("pods", Object(PODS), _pods),
    *(to_kind(kind, kind, lambda alarm: alarm.watches) for kind in sorted(WATCHED) if kind != "deployment"),
)


def _dimensions(alarm: CloudwatchMetricAlarm, site: Site) -> Json:
    return write(_DIMENSIONS, alarm, site)


KIND = Kind(
    "cloudwatch_metric_alarm",
    rename={"period_seconds": "period"},
    instead={"watches": (Attribute("dimensions", Object(_DIMENSIONS), _dimensions, is_required=True),)},
)
