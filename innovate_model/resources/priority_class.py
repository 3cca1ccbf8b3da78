"""A Kubernetes priority class (kubernetes_priority_class)."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from innovate_model.resources.base import Resource

BUILT_IN = {"system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000}
"""Kubernetes' own: every cluster has them."""
_HIGHEST = 1_000_000_000


class PriorityClass(Resource):
    """How much pods matter: when there is no room, those of a higher `value` displace those of a lower one.

    A class of one's own has a value of up to 1,000,000,000; higher ones belong to `system-cluster-critical` and
    `system-node-critical`, which every cluster has and which are written to be referred to. `preemption_policy` Never
    puts pods first in the queue without displacing any.
    https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
    """

    kind: ClassVar[str] = "priority_class"
    section: ClassVar[str] = "priority_classes"
    parents: ClassVar[tuple[str, ...]] = ("eks_cluster",)

    value: int
    is_global_default: bool = False
    preemption_policy: Literal["PreemptLowerPriority", "Never"] = "PreemptLowerPriority"

    @model_validator(mode="after")
    def _is_in_its_range(self) -> Any:
        own = BUILT_IN.get(self.name)
        problem = ""
        if own is not None and self.value != own:
            problem = f"{self.name} is Kubernetes' own, and its value is {own}"
        elif own is None and self.name.startswith("system-"):
            problem = "names that start with `system-` are Kubernetes' own"
        elif own is None and not -(2**31) <= self.value <= _HIGHEST:
            problem = f"{self.value} is not a priority: at most {_HIGHEST}"
        if problem:
            raise PydanticCustomError("bad_priority", "{message}", {"message": problem})
        return self
