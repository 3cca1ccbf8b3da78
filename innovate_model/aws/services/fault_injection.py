"""Experiment templates of AWS FIS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from innovate_model.aws.calls import Call, Item, by, tags_of
from innovate_model.aws.services.base import ReadType, Seen, Unknown, View
from innovate_model.resources.fis_experiment_template import FisExperimentTemplate

TEMPLATE = Call("fis", "get_experiment_template", "experimentTemplate", ask=by("id", "id"))
TEMPLATES = Call("fis", "list_experiment_templates", "experimentTemplates", then=(TEMPLATE,))
_BY_TAGS = Unknown("its targets are chosen by tags, and the model names them")


class ExperimentTemplates(ReadType[FisExperimentTemplate]):
    """Targets are named by ARN; pods by their cluster, their namespace and what selects them."""

    resource = FisExperimentTemplate
    calls = (TEMPLATES, TEMPLATE)

    def seen(self, view: View) -> Iterator[Seen]:
        for item in view.items(TEMPLATES):
            template = view.one(TEMPLATE, item)
            if isinstance(template, Mapping):
                tags = tags_of(template)
                arn = f"arn:aws:fis:{view.region}:{view.account_id}:experiment-template/{item['id']}"
                yield Seen(arn, template, str(tags.get("Name", item["id"])), "", tags, (item["id"],))

    def fields(self, seen: Seen, view: View) -> dict[str, Any]:
        targets = {name: _targets(each, view) for name, each in (seen.item.get("targets") or {}).items()}
        stops = [each["value"] for each in seen.item.get("stopConditions") or () if each.get("value")]
        return {
            "description": seen.item.get("description") or "",
            "actions": {name: _action(each, targets) for name, each in (seen.item.get("actions") or {}).items()},
            "stop_conditions": view.addresses(stops),
            "iam_role": view.address(seen.item.get("roleArn")),
        }


def _targets(target: Item, view: View) -> tuple[str, ...] | Unknown:
    said = target.get("parameters") or {}
    if target.get("resourceType") == "aws:eks:pod":
        name = said.get("clusterIdentifier", "")
        cluster = view.address(view.known(name) or f"arn:aws:eks:{view.region}:{view.account_id}:cluster/{name}")
        workload = str(said.get("selectorValue", "")).rpartition("=")[2]
        return (f"{cluster}.namespaces.{said.get('namespace', 'default')}.deployments.{workload}",)
    return view.addresses(target["resourceArns"]) if target.get("resourceArns") else _BY_TAGS


def _action(action: Item, targets: Mapping[str, tuple[str, ...] | Unknown]) -> dict[str, Any] | Unknown:
    found: list[str] = []
    for name in (action.get("targets") or {}).values():
        named = targets.get(name, ())
        if isinstance(named, Unknown):
            return named
        found += named
    return {"action_id": action["actionId"], "targets": tuple(found)}
