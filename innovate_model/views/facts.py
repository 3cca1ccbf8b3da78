"""Short facts about a resource, for the second line of its box."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from innovate_model.resources.base import Resource
from innovate_model.views.words import words


def fact(resource: Resource) -> str:
    """One short fact about a resource, for the second line of its box."""
    say = _FACTS.get(resource.kind)
    return say(resource.__dict__) if say is not None else words(resource.kind)


def _load_balancer(values: Mapping[str, Any]) -> str:
    kind = "Application" if values["type_"] == "application" else "Network"
    return " · ".join((f"{kind} Load Balancer", *(("WAF",) if values["web_acl"] else ())))


def _node_group(values: Mapping[str, Any]) -> str:
    scaling = values["scaling_config"]
    spot = "spot · " if values["capacity_type"] == "SPOT" else ""
    return f"{spot}{values['instance_types'][0]} · {scaling.min_size}–{scaling.max_size}"


def _blocks(values: Mapping[str, Any]) -> str:
    return " ".join(block for block in (values["cidr_block"], values["ipv6_cidr_block"]) if block)


def _pods(values: Mapping[str, Any]) -> str:
    """`2–30 pods · HPA PDB canary`, and what installs it where that is not the team."""
    least, most = values["replicas"].min, values["replicas"].max
    kept = (
        "HPA" if values["autoscaling"] else "",
        "VPA" if values["vertical_autoscaling"] else "",
        "PDB" if values["min_available"] is not None else "",
        values["rollout"].strategy.replace("_", "/") if values["rollout"] else "",
    )
    pods = f"{least} pod{'s' if least != 1 else ''}" if least == most else f"{least}–{most} pods"
    parts = (pods, " ".join(part for part in kept if part), _installer(values["installed_by"] or ""))
    return " · ".join(part for part in parts if part)


def _installer(address: str) -> str:
    return "add-on" if ".addons." in address else "Helm" if address else ""


def _agents(values: Mapping[str, Any]) -> str:
    return " · ".join(part for part in ("on every node", _installer(values["installed_by"] or "")) if part)


def _quota(values: Mapping[str, Any]) -> str:
    """`quota 48 CPU 96Gi · limit 2 CPU 2Gi · mesh`."""
    named = (("quota", values["resource_quota"]), ("limit", values["limit_range"]))
    told = [f"{name} {_quantities(found)}" for name, found in named if found is not None]
    return " · ".join((*told, *(("mesh",) if values["mesh"] else ())))


def _quantities(found: Any) -> str:
    return " ".join(part for part in (f"{found.cpu} CPU" if found.cpu else "", found.memory or "") if part)


def _application(values: Mapping[str, Any]) -> str:
    users = values["users_per_day"]
    what = values["framework"] or values["type_"].replace("_", " ")
    return f"{what} · {users.now:,} to {users.planned:,} users/day" if users else f"Application · {what}"


def _log_group(values: Mapping[str, Any]) -> str:
    retention = values["retention_in_days"]
    return f"Log group · {retention} days" if retention else "Log group"


def _habit(values: Mapping[str, Any]) -> str:
    return f"every {values['interval_days']} days" if values["interval_days"] else "each time"


_FACTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "account": lambda values: str(values["account_id"]),
    "acm_certificate": lambda values: str(values["domain_name"]),
    "admission_policy": lambda values: f"{values['engine']} · {values['enforcement']}",
    "application": _application,
    "argocd_application_set": lambda values: str(values["path"]),
    "aurora_cluster": lambda values: f"{values['engine']} {values['engine_version']}",
    "aurora_instance": lambda values: str(values["instance_class"]),
    "cloudwatch_log_group": _log_group,
    "cloudwatch_metric_alarm": lambda values: str(values["metric_name"]),
    "customer_gateway": lambda values: " ".join(values["cidr_blocks"]) or "on-premises",
    "daemon_set": _agents,
    "deployment": _pods,
    "eks_addon": lambda values: f"Add-on {values['addon_version']}".strip(),
    "eks_cluster": lambda values: f"EKS {values['version']}",
    "eks_node_group": _node_group,
    "elasticache_replication_group": lambda values: f"{values['num_cache_clusters']} × {values['node_type']}",
    "helm_release": lambda values: f"Helm chart {values['version']}",
    "ingress": lambda values: " · ".join(("Ingress", *values["hosts"][:1])),
    "instance": lambda values: str(values["instance_type"]),
    "lb": _load_balancer,
    "namespace": _quota,
    "opensearch_domain": lambda values: f"{values['instance_count']} × {values['instance_type']}",
    "permission_set": lambda values: "Permission set",
    "practice": _habit,
    "prefix_list": lambda values: "prefix list",
    "route53_zone": lambda values: str(values["domain_name"]),
    "runbook": lambda values: f"runbook, {values['procedure']}",
    "service_mesh": lambda values: f"Service mesh · mTLS {values['mtls_mode']}",
    "source_repository": lambda values: str(values["url"]).removeprefix("https://"),
    "subnet": _blocks,
    "vpc": _blocks,
}
