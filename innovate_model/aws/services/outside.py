"""Kinds that AWS has no answer for. No type of their own."""

from __future__ import annotations

_KUBERNETES = "lives in the cluster: the Kubernetes API knows it, AWS does not"

NOT_IN_AWS = {
    "availability_zone": "is named by what stands in it and compared there",
    "deployment": _KUBERNETES,
    "namespace": _KUBERNETES,
    "runbook": "a page for people: AWS does not know it",
    "service_account": _KUBERNETES,
}
