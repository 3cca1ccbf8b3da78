"""Kinds that AWS has no answer for. No type of their own."""

from __future__ import annotations

_KUBERNETES = "lives in the cluster: the Kubernetes API knows it, AWS does not"

_PEOPLE = "is what people agree on; no service of AWS holds it"

NOT_IN_AWS = {
    "admission_policy": _KUBERNETES,
    "daemon_set": _KUBERNETES,
    "helm_release": _KUBERNETES,
    "ingress": _KUBERNETES,
    "network_policy": _KUBERNETES,
    "priority_class": _KUBERNETES,
    "service_mesh": _KUBERNETES,
    "application": "is what people use; AWS knows its parts",
    "argocd_application_set": _KUBERNETES,
    "delivery_pipeline": "is defined in its repository; the service that runs it knows it",
    "practice": _PEOPLE,
    "source_repository": "stands at its Git host; AWS knows the roles that trust it",
    "availability_zone": "is named by what stands in it and compared there",
    "deployment": _KUBERNETES,
    "namespace": _KUBERNETES,
    "service_account": _KUBERNETES,
}
