"""Kinds that AWS has no answer for. No type of their own."""

from __future__ import annotations

_KUBERNETES = "lives in the cluster: the Kubernetes API knows it, AWS does not"

_PEOPLE = "is what people agree on; no service of AWS holds it"

NOT_IN_AWS = {
    "admission_policy": _KUBERNETES,
    "application": "is what people use; AWS knows its parts",
    "argocd_application_set": _KUBERNETES,
    "availability_zone": "is named by what stands in it and compared there",
    "daemon_set": _KUBERNETES,
    "delivery_pipeline": "is defined in its repository; the service that runs it knows it",
    "deployment": _KUBERNETES,
    "helm_release": _KUBERNETES,
    "ingress": _KUBERNETES,
    "namespace": _KUBERNETES,
    "network_policy": _KUBERNETES,
    "practice": _PEOPLE,
    "priority_class": _KUBERNETES,
    "runbook": "a page for people: AWS does not know it",
    "service_account": _KUBERNETES,
    "service_mesh": _KUBERNETES,
    "source_repository": "stands at its Git host; AWS knows the roles that trust it",
}
