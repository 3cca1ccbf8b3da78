"""aws_fis_experiment_template: actions with what they are done to, by kind. Pods are named as EKS names them."""

from __future__ import annotations

from exporters.terraform.derive import to_kinds
from exporters.terraform.parts import plain
from exporters.terraform.rules import NAME
from exporters.terraform.shapes import Attribute, Json, Kind, Object, Reference, Table, write
from exporters.terraform.site import Site
from innovate_model.resources.fis_experiment_template import TARGETS, FaultAction, FisExperimentTemplate

PODS = (
    Attribute("eks_cluster", Reference("eks_cluster"), lambda part, site: None, is_required=True),
    plain("name", NAME, lambda part: None, is_required=True),
    plain("namespace", NAME, lambda part: None, is_required=True),
)


def pods(deployment: str, site: Site) -> dict[str, Json]:
    """The pods of a deployment: their cluster, their namespace, and the name that they begin with."""
    cluster, _, rest = deployment.partition(".namespaces.")
    namespace, _, name = rest.partition(".deployments.")
    return {"eks_cluster": site.key(cluster), "name": name, "namespace": namespace}


def _pods(action: FaultAction, site: Site) -> Json:
    found = [pods(each, site) for each in action.targets if site.kind(each) == "deployment"]
    return {f"{each['eks_cluster']}/{each['namespace']}/{each['name']}": each for each in found}


_TARGETS = (
    Attribute("pods", Table(Object(PODS)), _pods, default={}),
    *to_kinds(tuple(kind for kind in TARGETS if kind != "deployment"), lambda action: action.targets),
)
_ACTION = (
    plain("action_id", NAME, lambda action: action.action_id, is_required=True),
    Attribute("target", Object(_TARGETS), lambda action, site: write(_TARGETS, action, site), is_required=True),
)


def _actions(template: FisExperimentTemplate, site: Site) -> Json:
    return {name: write(_ACTION, action, site) for name, action in template.actions.items()}


KIND = Kind(
    "fis_experiment_template",
    rename={"stop_conditions": "stop_condition"},
    instead={"actions": (Attribute("action", Table(Object(_ACTION)), _actions, is_required=True),)},
)
